"""A program as a Word document, to be handed on."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from programs.models import Program
from qualityportal.brief.chapters import brief
from qualityportal.brief.contents import contents_of
from qualityportal.pages import withdrawn
from qualityportal.pages.frame import site_url

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NO_FILE_NAME = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')  # what Windows allows in no file name


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    program = Program.objects.for_page().filter(slug=slug).first()
    if program is None:
        return withdrawn.page(request, Program.objects.all(), slug=slug)
    today = timezone.localdate()
    address = site_url(request) + program.get_absolute_url()
    name = gettext("%(program)s, brief of %(date)s") % {"program": program.label, "date": today}
    return HttpResponse(
        brief(contents_of(program), address=address, today=today),
        content_type=WORD,
        headers={"Content-Disposition": content_disposition_header(True, NO_FILE_NAME.sub(" ", name) + ".docx")},
    )
