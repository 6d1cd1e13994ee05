"""Who opens the pages in most of these tests."""

import pytest
from flask import Flask

from tests.factories import Monde
from tests.visites import Visiteur


@pytest.fixture
def secretaire(app: Flask, m: Monde) -> Visiteur:
    return Visiteur(app, m.secretaire)
