"""What a WSGI server and the `flask` command load."""

from tracker import create_app

app = create_app()
