"""A program as a Word document, to be handed on."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from programs.as_of import file_as_of
from programs.knowledge import address, known_at, words_of
from programs.models import Program
from programs.permalinks import absolute
from programs.reads import found
from qualityportal.brief.contents import contents_of
from qualityportal.pages import withdrawn

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NO_FILE_NAME = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')  # what Windows allows in no file name


@require_safe
@file_as_of
def page(request: HttpRequest, slug: str) -> HttpResponse:
    from qualityportal.brief.chapters import brief  # with python-docx, some 14 MB that few processes ever need

    program = found(Program.objects.for_page(), slug=slug)
    if program is None:
        return withdrawn.page(request, Program.objects.all(), slug=slug)
    today, at = timezone.localdate(), known_at()
    name = gettext("%(program)s, brief of %(date)s") % {"program": program.label, "date": words_of(at) if at else today}
    written = brief(contents_of(program), url=absolute(request, address(program.get_absolute_url())), today=today)
    response = HttpResponse(written, content_type=WORD)
    response["Content-Disposition"] = content_disposition_header(True, NO_FILE_NAME.sub(" ", name) + ".docx")
    patch_cache_control(response, no_cache=True)  # it names the day on which it was made
    return response
