"""The tracker of saisines and avis: create_app attaches the parts, nothing else."""

from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from . import commands, config, display, door, mail, views
from .extensions import csrf, db, login, prepare_sqlite
from .models import derive

ROOT = Path(__file__).parent.parent


def create_app(**overrides: Any) -> Flask:
    """The application, set by the environment; `overrides` replace settings, for the tests."""
    app = Flask(__name__, root_path=str(ROOT), instance_path=str(ROOT / "instance"))
    app.config.from_object(config.from_environment(ROOT))
    app.config.update(overrides)
    if app.config["PROXIES"]:
        count = app.config["PROXIES"]
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count)  # type: ignore[method-assign]
    db.init_app(app)
    # Its `current_user` in templates would read the session on pages that anybody may cache.
    login.init_app(app, add_context_processor=False)
    csrf.init_app(app)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            prepare_sqlite(db.engine)
    display.attach(app)
    door.attach(app)
    mail.attach(app)
    views.attach(app)
    commands.attach(app)
    return app


derive.attach(db.session)
