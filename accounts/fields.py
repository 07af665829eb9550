"""The field that an e-mail address of a person is kept in."""

from __future__ import annotations

from typing import Any

from django.db import models


class LowerCaseEmailField(models.EmailField[str, str]):
    """
    An e-mail address that is stored, and looked up, in lower case.

    Nearly no mail server tells Alice@ from alice@, but a database does: two accounts for one mailbox
    would let the second one read the first one's mail.
    """

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return value.strip().lower() if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        return self.to_python(super().get_prep_value(value))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = self.to_python(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value
