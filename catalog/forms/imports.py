"""A catalogue to take in: the file, then what its columns mean."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from catalog.forms.listings import category_choices
from catalog.importing.choices import Choices
from catalog.importing.columns import FACT, IGNORED
from catalog.importing.sniffing import SEPARATORS, Encoding, Form, Kind
from catalog.importing.survey import Survey
from catalog.models import CatalogueImport
from core.text import isolated
from taxonomy.models import Category

MOST_PICTURES = 18
COLUMN, CATEGORY = "column_", "category_"

MEANING_LABELS: dict[str, Any] = {
    FACT: _("a fact, by its name"),
    IGNORED: _("leave out"),
    "ref": _("reference of the product"),
    "title": _("title"),
    "description": _("description"),
    "html": _("description, as HTML"),
    "category": _("category"),
    "type": _("kind of product"),
    "brand": _("brand"),
    "model": _("model"),
    "condition": _("condition"),
    "status": _("status"),
    "language": _("language"),
    "sku": _("SKU"),
    "price": _("price"),
    "currency": _("currency"),
    "stock": _("stock"),
    "offered": _("offered"),
    "image": _("addresses of photos"),
    "option1 name": _("option 1: name"),
    "option1 value": _("option 1: value"),
    "option2 name": _("option 2: name"),
    "option2 value": _("option 2: value"),
    "option3 name": _("option 3: name"),
    "option3 value": _("option 3: value"),
    "option4 name": _("option 4: name"),
    "option4 value": _("option 4: value"),
    "dimensions unit": _("unit of lengths"),
    "weight unit": _("unit of weight"),
}


class SeveralPicturesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class PicturesField(forms.FileField):
    """Nothing, a ZIP file, or several pictures."""

    widget = SeveralPicturesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = [file for file in (data if isinstance(data, list | tuple) else [data]) if file]
        if len(files) > MOST_PICTURES:
            raise forms.ValidationError(
                _("At most %(most)d pictures one by one; put more into a ZIP file.") % {"most": MOST_PICTURES}
            )
        return [super(PicturesField, self).clean(file, initial) for file in files]


class UploadCatalogueForm(forms.Form):
    file = forms.FileField(
        label=_("Catalogue"),
        max_length=200,
        help_text=_("CSV, XLSX or JSON, at most 50 megabytes and 100,000 rows."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.json"}),
    )
    pictures = PicturesField(
        label=_("Pictures"),
        required=False,
        help_text=_("A ZIP file of your folder, or the pictures themselves. They are found by their file names."),
        widget=SeveralPicturesInput(attrs={"accept": ".zip,image/jpeg,image/png,image/webp,image/avif"}),
    )


class MeaningsForm(forms.Form):
    """How the file is read, what each column means, and where products go whose category we do not know."""

    publish = forms.BooleanField(
        label=_("Put on sale what is complete"),
        required=False,
        help_text=_("What lacks something, a photo for example, stays a draft."),
    )

    def __init__(self, data: Any = None, *, taken: CatalogueImport) -> None:
        self.form_of_file = Form(**taken.form)
        self.choices = Choices.from_json(taken.choices)
        self.survey = Survey.from_json(taken.survey)
        super().__init__(data, initial={"publish": self.choices.publish})
        self.headings = list(self.survey.headings)
        self.words = list(self.survey.unknown)
        if self.form_of_file.kind != Kind.XLSX:
            self.fields["encoding"] = _select(_("Letters"), Encoding.choices, self.form_of_file.encoding)
        if self.form_of_file.kind == Kind.CSV:
            self.fields["separator"] = _select(_("Between columns"), SEPARATORS.items(), self.form_of_file.separator)
        columns = self.choices.as_columns()
        for place, heading in enumerate(self.headings):
            field = _select(isolated(heading), MEANING_LABELS.items(), columns.meaning(heading))
            field.help_text = " · ".join(isolated(sample[:40]) for sample in self.survey.headings[heading])
            self.fields[f"{COLUMN}{place}"] = field
        if self.words:
            self._ask_for_categories()

    def _ask_for_categories(self) -> None:
        tree = category_choices(Category.objects.all(), get_language() or "en")[1:]
        for place, words in enumerate(self.words):
            field = _select(isolated(words), [("", _("as below")), *tree], self.choices.categories.get(words, ""))
            field.required = False
            self.fields[f"{CATEGORY}{place}"] = field
        refuse = ("", _("refuse them"))
        self.fields["other_category"] = _select(
            _("Everything else whose category we do not know"), [refuse, *tree], self.choices.other_category
        )
        self.fields["other_category"].required = False

    def reading_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("encoding", "separator") if name in self.fields]

    def column_fields(self) -> list[forms.BoundField]:
        """Each column; its help shows a few of its values."""
        return [self[f"{COLUMN}{place}"] for place in range(len(self.headings))]

    def category_fields(self) -> list[tuple[forms.BoundField, int]]:
        """Each word for a category that we do not know, with the number of its products."""
        return [(self[f"{CATEGORY}{place}"], self.survey.unknown[words]) for place, words in enumerate(self.words)]

    def chosen_form(self) -> Form:
        """How the file is to be read; whoever says so is certain."""
        given = self.cleaned_data
        return self.form_of_file.read_as(encoding=given.get("encoding"), separator=given.get("separator"))

    def chosen(self) -> Choices:
        """What was chosen, for the columns and the words that the file has."""
        picked = {words: self.cleaned_data[f"{CATEGORY}{place}"] for place, words in enumerate(self.words)}
        return Choices.of(
            columns={heading: self.cleaned_data[f"{COLUMN}{place}"] for place, heading in enumerate(self.headings)},
            categories={**self.choices.categories, **{words: path for words, path in picked.items() if path}},
            other_category=self.cleaned_data.get("other_category", self.choices.other_category),
            publish=self.cleaned_data["publish"],
        )


def _select(label: Any, choices: Any, initial: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=list(choices), initial=initial)
