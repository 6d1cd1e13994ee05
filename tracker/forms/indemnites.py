"""The form of the extract for allowances: a period, and a body."""

from datetime import date
from typing import Any

from wtforms import Form, ValidationError

from .champs import choix, jour


class Periode(Form):
    """From a day to a day, for one body or for all; it is read from the address and writes nothing."""

    du = jour("Du", requis=True)
    au = jour("Au", requis=True)
    instance = choix("Instance")

    #: The longest period that one extract covers.
    JOURS_MAX = 731

    def validate_au(self, field: Any) -> None:
        begun: date | None = self.du.data
        if field.data is None or begun is None:
            return
        if field.data < begun:
            raise ValidationError("La fin précède le début.")
        if (field.data - begun).days > self.JOURS_MAX:
            raise ValidationError("Un état couvre deux ans au plus.")
