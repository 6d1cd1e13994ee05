"""How gunicorn serves the application: threads in a few processes, each with its own database connections."""

import gc
import os
from pathlib import Path
from typing import Any

bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
preload_app = True

# No line per request: the acts are the journal. What fails is still told.
accesslog = None
loglevel = "warning"

# The heartbeat of a worker is a file: in memory it never waits for a disk.
if Path("/dev/shm").is_dir() and os.access("/dev/shm", os.W_OK):  # noqa: S108
    worker_tmp_dir = "/dev/shm"  # noqa: S108


def when_ready(server: Any) -> None:
    """What is loaded before the fork is left to all workers: the collector no longer touches it."""
    gc.collect()
    gc.freeze()
    print(f"Prêt : http://{bind} (Ctrl-C pour arrêter)", flush=True)


def post_fork(server: Any, worker: Any) -> None:
    """A connection opened before the fork belongs to the parent: forget it without closing it."""
    from tracker.extensions import db

    with worker.app.wsgi().app_context():
        for engine in db.engines.values():
            engine.dispose(close=False)
