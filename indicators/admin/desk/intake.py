"""The page where an article comes in: pasted or uploaded, for one program, as a recorded source or a new one."""

from __future__ import annotations

import hashlib
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminDateWidget, AutocompleteSelect
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.actions.desk.intake import Source, clean_text, take_in
from indicators.intake import Unreadable, text_of
from indicators.intake.limits import MAX_BYTES
from indicators.models import ArticleReading
from indicators.reading.normalise import lines, normalise
from programs.actions.refused import Refused
from programs.models import Program, SourceDocument
from programs.proposing import programs_in
from programs.scope import Scope, scope_of

MOST_BYTES = 2_000_000
MOST_TITLE = 200
MOST_READ = 40_000  # signs in which the program is looked for


class ArticleForm(forms.Form):
    """Without a program the page comes back with those that the text names; nothing that was typed is lost."""

    text = forms.CharField(
        label=gettext_lazy("Text of the article"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "class": "vLargeTextField"}),
        help_text=gettext_lazy("One paragraph per line: citations count the lines."),
    )
    file = forms.FileField(label=gettext_lazy("or its file"), required=False, allow_empty_file=True, max_length=200)
    proposed = forms.ModelChoiceField(
        Program.objects.none(),
        label=gettext_lazy("Programs that the text names"),
        required=False,
        widget=forms.RadioSelect,
        empty_label=None,
    )
    program = forms.ModelChoiceField(Program.objects.none(), label=gettext_lazy("Program"), required=False)
    document = forms.ModelChoiceField(
        SourceDocument.objects.none(),
        label=gettext_lazy("Recorded source"),
        required=False,
        help_text=gettext_lazy("Where the article is among the sources already; else fill in what follows."),
    )
    title = forms.CharField(label=gettext_lazy("title"), max_length=MOST_TITLE, required=False)
    issuer = forms.CharField(label=gettext_lazy("issuer"), max_length=120, required=False)
    published_on = forms.DateField(label=gettext_lazy("published on"), required=False, widget=AdminDateWidget)
    address = forms.URLField(label=gettext_lazy("web address"), max_length=500, required=False, assume_scheme="https")
    file_name = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)
    sha256 = forms.RegexField("^[0-9a-f]{64}$", required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, scope: Scope, site: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scope = scope
        self.proposals: list[Program] = []
        self._choose("program", Program, site)
        self._choose("document", SourceDocument, site)
        self.fields["proposed"].queryset = scope.rows(Program.objects.all())  # type: ignore[attr-defined]

    def _choose(self, name: str, model: Any, site: Any) -> None:
        rows = self.scope.rows(model.objects.all()) if model is Program else self.scope.choices(model.objects.all())
        field: Any = self.fields[name]
        field.queryset = rows
        field.widget = AutocompleteSelect(ArticleReading._meta.get_field(name), site, choices=field.choices)
        field.widget.is_required = False

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        upload = cleaned.get("file")
        if upload:
            self._read_upload(cleaned, upload)
        if "file" in self.errors:
            return cleaned
        text = clean_text(cleaned.get("text") or "")
        if not text.strip():
            self.add_error("text", _("There is no text to read. Paste the article, or choose its file."))
        elif len(text.encode()) > MOST_BYTES:
            self.add_error("text", _("This is more than 2 MB of text. Give the article alone."))
        else:
            self._complete(cleaned, text)
        return cleaned

    def _read_upload(self, cleaned: dict[str, Any], upload: Any) -> None:
        """The file's text goes into the field, so that the file is sent once."""
        content = upload.read(MAX_BYTES + 1)
        try:
            cleaned["text"] = text_of(upload.name, content)
        except Unreadable as error:
            self.add_error("file", str(error))
            return
        cleaned["file_name"], cleaned["sha256"] = upload.name[:200], hashlib.sha256(content).hexdigest()

    def _complete(self, cleaned: dict[str, Any], text: str) -> None:
        """Title, program and source that follow from the text."""
        cleaned["text"] = text
        cleaned["title"] = cleaned.get("title") or _first_line(text)
        cleaned["document"] = cleaned.get("document") or self._recorded(cleaned.get("sha256"))
        cleaned["program"] = cleaned.get("program") or cleaned.get("proposed")
        if cleaned["program"] is None:
            self.proposals = programs_in(normalise(text[:MOST_READ]), self.scope)
            self.add_error("program", _("Which program is the article read for?"))

    def _recorded(self, sha256: str | None) -> SourceDocument | None:
        """The source that was recorded from the same file."""
        rows = self.scope.choices(SourceDocument.objects.all())
        return rows.filter(sha256=sha256).order_by("pk").first() if sha256 else None

    @property
    def source(self) -> SourceDocument | Source:
        cleaned = self.cleaned_data
        names = ("title", "issuer", "published_on", "address", "file_name", "sha256")
        return cleaned["document"] or Source(**{name: cleaned[name] for name in names})

    def again(self) -> ArticleForm:
        """The form to show once more: with the text of the file, and the programs that the text names."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
        for name in ("text", "file_name", "sha256", "title"):
            data[name] = self.cleaned_data.get(name) or data.get(name) or ""
        document = self.cleaned_data.get("document")
        data["document"] = document.pk if document else data.get("document", "")
        if self.proposals and not data.get("proposed"):
            data["proposed"] = self.proposals[0].pk
        self.data = data
        field: Any = self.fields["proposed"]
        field.queryset = field.queryset.filter(pk__in=[program.pk for program in self.proposals])
        field.choices = [(program.pk, program.label) for program in self.proposals]
        return self


def _first_line(text: str) -> str:
    first = next((line.strip() for line in lines(text) if line.strip()), "")
    return normalise(first)[:MOST_TITLE]


def page(options: Any, request: HttpRequest) -> HttpResponse:
    """GET shows the empty form; POST reads the article and goes to its desk."""
    form = ArticleForm(
        request.POST or None, request.FILES or None, scope=scope_of(request.user), site=options.admin_site
    )
    if form.is_valid():
        try:
            reading = take_in(form.cleaned_data["text"], form.cleaned_data["program"], form.source, by=request.user)
            return HttpResponseRedirect(reading.desk)
        except Refused as refused:
            form.add_error(None, str(refused))
    context = {
        **options.admin_site.each_context(request),
        "title": _("Read an article"),
        "opts": options.opts,
        "form": form.again() if form.is_bound else form,
        "media": options.media + form.media,
    }
    return TemplateResponse(request, "admin/articles/intake.html", context)
