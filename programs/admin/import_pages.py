"""The pages of an import: upload with a reason, preview cell by cell, confirmation.

Checking and carrying out take seconds, so their page is sent while they run, with a line per few hundred rows; what
came of it stands at its end. The same page asked for again shows the kept preview.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterator
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programs.actions.refused import Refused
from programs.models import ImportFile
from programs.scope import scope_of
from programs.tabular import files
from programs.tabular.applying import applied, demand_unseen
from programs.tabular.cells import FileRefused
from programs.tabular.limits import MAX_BYTES, too_large
from programs.tabular.plan import planned
from programs.tabular.stored import again, counts, keep, may_confirm, stored
from programs.tabular.table import Table

logger = logging.getLogger(__name__)
STEP = 500  # rows per line of progress
PER_PAGE = 50
WORK = "<!-- work -->"


class UploadForm(forms.Form):
    file = forms.FileField(label=gettext_lazy("File"), allow_empty_file=True, max_length=200)
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "cols": 60}),
        help_text=gettext_lazy("Why these records are added or changed; it is kept with the history of each."),
    )

    def __init__(self, *args: Any, table: Table, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.table = table

    def clean_file(self) -> tuple[str, bytes, str]:
        """Name, content and how it was read; refused here where no row of it can be understood."""
        upload = self.cleaned_data["file"]
        try:
            if upload.size > MAX_BYTES:
                raise FileRefused(too_large())
            content = upload.read()
            sheet = files.read(content)
            self.table.match(sheet)
            demand_unseen(self.table, hashlib.sha256(content).hexdigest())
        except (FileRefused, Refused) as refused:
            raise forms.ValidationError(str(refused), code="refused") from refused
        return upload.name, content, sheet.read_as


def uploading(options: Any, request: HttpRequest) -> HttpResponse:
    ImportFile.objects.forget_old()
    form = UploadForm(request.POST or None, request.FILES or None, table=options.table)
    if form.is_valid():
        name, content, read_as = form.cleaned_data["file"]
        file = ImportFile.objects.create(
            table=options.table.name,
            name=name[:200],
            sha256=hashlib.sha256(content).hexdigest(),
            read_as=read_as,
            content=content,
            user_id=request.user.pk,
            reason=form.cleaned_data["reason"],
        )
        return HttpResponseRedirect(options.table_url("import_preview", file.pk))
    context = _context(options, request) | {"form": form, "title": _("Import")}
    return TemplateResponse(request, "admin/records/import.html", context)


def previewing(options: Any, request: HttpRequest, file_id: int) -> HttpResponseBase:
    """GET shows the preview, made now if there is none yet; POST confirms it, or asks for a new one."""
    file = ImportFile.objects.filter(pk=file_id, table=options.table.name, user_id=request.user.pk or 0).first()
    if file is None:
        raise Http404
    if request.method == "POST" and "again" in request.POST:
        again(file)
        return HttpResponseRedirect(request.path)
    if request.method == "POST":
        return _streamed(options, request, file, lambda: _confirming(options, request, file))
    if file.state == ImportFile.State.UPLOADED:
        return _streamed(options, request, file, lambda: _checking(options, request, file))
    context = _context(options, request) | {"title": file.name, "content": _preview(options, request, file)}
    return TemplateResponse(request, "admin/records/import_preview.html", context)


def _streamed(
    options: Any, request: HttpRequest, file: ImportFile, work: Callable[[], Iterator[str]]
) -> StreamingHttpResponse:
    """The page, sent part by part: what stands above the work, the work's own lines, what stands below it."""
    context = _context(options, request) | {"title": file.name, "content": SafeString(WORK)}
    page = render_to_string("admin/records/import_preview.html", context, request)
    above, _work, below = page.partition(WORK)
    language = translation.get_language()

    def parts() -> Iterator[str]:
        with translation.override(language):
            yield above
            yield from _guarded(work())
            yield below

    # Compressing (Django's GZipMiddleware) or buffering (nginx) would hold the lines back.
    headers = {"Content-Encoding": "identity", "X-Accel-Buffering": "no", "Cache-Control": "private, no-store"}
    return StreamingHttpResponse(parts(), headers=headers)


def _guarded(work: Iterator[str]) -> Iterator[str]:
    """The head of the page is sent already, so what fails now is said on it."""
    try:
        yield from work
    except Exception:
        logger.exception("import failed")
        yield _refusal(_("Something went wrong here, and nothing was imported. Tell the administrator the time."))


def _checking(options: Any, request: HttpRequest, file: ImportFile) -> Iterator[str]:
    rows: list[dict[str, Any]] = []
    try:
        sheet = files.read(bytes(file.content or b""))
        yield _progress(0, len(sheet.lines))
        for row in planned(options.table, sheet, scope_of(request.user)):
            rows.append(stored(row))
            if len(rows) % STEP == 0:
                yield _progress(len(rows), len(sheet.lines))
    except FileRefused as refused:
        yield _refusal(str(refused))
        return
    keep(file, rows)
    yield _preview(options, request, file)


def _confirming(options: Any, request: HttpRequest, file: ImportFile) -> Iterator[str]:
    found = counts(file)
    total = found["new"] + found["changed"]
    yield _progress(0, total)
    try:
        for done in applied(options.table, file, request.user):
            yield _progress(done, total)
    except (Refused, FileRefused) as refused:
        yield _refusal(str(refused))
        file.refresh_from_db()
    yield _preview(options, request, file)


def _progress(done: int, total: int) -> str:
    words = _("%(done)d of %(total)d rows") % {"done": done, "total": total}
    return format_html(
        '<p class="import-step" role="status"><progress max="{}" value="{}"></progress> {}</p>\n', total, done, words
    )


def _refusal(words: str) -> str:
    return format_html('<p class="errornote" role="alert">{}</p>\n', words)


def _preview(options: Any, request: HttpRequest, file: ImportFile) -> str:
    found = counts(file)
    page = Paginator(file.plan, PER_PAGE).get_page(request.GET.get("page"))
    writes = [row for row in file.plan if row["state"] in ("new", "changed")]
    context = {
        "file": file,
        "counts": found,
        "page": page,
        "may_confirm": may_confirm(file),
        "waiting": sum(row["settled"] for row in writes),
        "drafts": sum(not row["settled"] for row in writes),
        "list_url": options.table_url("changelist"),
        "import_url": options.table_url("import"),
    }
    return render_to_string("admin/records/import_rows.html", context, request)


def _context(options: Any, request: HttpRequest) -> dict[str, Any]:
    return {
        **options.admin_site.each_context(request),
        "opts": options.opts,
        "table": options.table,
        "template_xlsx": options.table_url("template", "xlsx"),
        "template_csv": options.table_url("template", "csv"),
    }
