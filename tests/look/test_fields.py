"""A field, its help and what is wrong with it belong together, for eyes and for screen readers."""

from __future__ import annotations

from django import forms
from django.template.loader import render_to_string


class Parcel(forms.Form):
    name = forms.CharField(label="Full name", help_text="As on the parcel.")
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea)
    speed = forms.ChoiceField(label="Delivery", widget=forms.RadioSelect, choices=[("s", "Slow"), ("q", "Quick")])
    read = forms.BooleanField(label="I have read it")
    basket = forms.CharField(widget=forms.HiddenInput)


def field(name: str, data: dict[str, str] | None = None) -> str:
    return " ".join(render_to_string("components/field.html", {"field": Parcel(data)[name]}).split())


def test_a_field_points_at_its_help() -> None:
    shown = field("name")

    assert '<label for="id_name">' in shown
    assert 'id="id_name_helptext">As on the parcel.' in shown
    assert 'aria-describedby="id_name_helptext"' in shown
    assert "aria-invalid" not in shown


def test_a_refused_field_says_why_beside_itself_and_keeps_what_was_typed() -> None:
    shown = field("name", {"name": "", "note": "kept"})

    assert 'aria-invalid="true"' in shown
    assert 'aria-describedby="id_name_helptext id_name_error"' in shown
    assert '<ul class="errors" id="id_name_error">' in shown
    assert "kept" in field("note", {"note": "kept"})


def test_what_is_needed_and_what_is_not_are_marked() -> None:
    assert 'class="must"' in field("name")
    assert "required" in field("name")
    assert "(optional)" in field("note")


def test_several_choices_are_a_group_with_a_name() -> None:
    shown = field("speed", {})

    assert shown.startswith('<fieldset class="field')
    assert "<legend>" in shown
    assert shown.count('type="radio"') == 2


def test_a_refused_group_says_why() -> None:
    shown = field("speed", {"name": "x"})

    assert 'id="id_speed_error"' in shown
    assert 'aria-describedby="id_speed_error"' in shown


def test_a_box_to_tick_stands_before_its_words() -> None:
    shown = field("read")

    assert shown.index('type="checkbox"') < shown.index("I have read it")


def test_a_hidden_field_is_only_itself() -> None:
    assert field("basket") == '<input type="hidden" name="basket" id="id_basket">'


def test_a_whole_form_says_first_what_to_look_at() -> None:
    form = Parcel({"name": "<i>"})
    form.add_error(None, "Only 2 are left.")

    shown = " ".join(render_to_string("components/form_fields.html", {"form": form}).split())

    assert shown.startswith('<div class="notice-bad" role="alert"')
    assert "Only 2 are left." in shown
    assert '<a href="#id_speed">Delivery</a>' in shown
    assert "<i>" not in shown


def test_a_form_that_was_not_sent_has_nothing_to_say() -> None:
    assert "notice-bad" not in render_to_string("components/form_fields.html", {"form": Parcel()})
