"""An error of registration has its state, a petition its counts, a series of numbers one counter whatever its zeros."""

import re

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ETATS = (
    "recue", "incomplete", "a_l_examen", "recevable", "affectee", "en_instruction", "en_deliberation",
    "confiee_au_bureau", "avis_rendu", "transmise", "publiee", "en_suivi", "close", "irrecevable", "retiree",
    "fusionnee", "sans_avis", "reputee", "caduque",
)
#: The rank in a pattern of numbers.
RANG = re.compile(r"(?<![^\W\d_])N+(?![^\W\d_])")
COMPTES = ("signatures", "departements", "part_d_un_departement")


def _etats(*names: str) -> str:
    listed = ", ".join(f"'{name}'" for name in names)
    return f"etat IN ({listed})"


def _series() -> None:
    """Counters that differ by their zeros alone become one, at the highest rank."""
    connection = op.get_bind()
    highest: dict[str, int] = {}
    for key, last in connection.execute(sa.text("SELECT cle, dernier FROM compteurs")).all():
        pattern, _, year = key.rpartition(" ")
        name = f"{RANG.sub('N', pattern)} {year}"
        highest[name] = max(highest.get(name, 0), last)
    connection.execute(sa.text("DELETE FROM compteurs"))
    for key, last in highest.items():
        connection.execute(sa.text("INSERT INTO compteurs (cle, dernier) VALUES (:cle, :dernier)"), {"cle": key, "dernier": last})


def upgrade() -> None:
    _series()
    with op.batch_alter_table("saisines") as batch:
        for name in COMPTES:
            batch.add_column(sa.Column(name, sa.Integer(), nullable=True))
        batch.drop_constraint(op.f("ck_saisines_etat"), type_="check")
        batch.create_check_constraint(op.f("ck_saisines_etat"), _etats(*ETATS, "annulee", "archivee"))
        batch.create_check_constraint(op.f("ck_saisines_petition"), "signatures >= 0 AND departements >= 0")
        batch.create_check_constraint(
            op.f("ck_saisines_part_d_un_departement"), "part_d_un_departement BETWEEN 0 AND 100"
        )


def downgrade() -> None:
    # Counters stay as they are: under the older names, numbers that are taken would be given again.
    # A saisine registered by mistake has no state to go back to: it was withdrawn, as far as the older schema can tell.
    op.execute("UPDATE actes SET vers = 'retiree', transition = 'retirer' WHERE vers = 'annulee'")
    op.execute("UPDATE saisines SET etat = 'retiree' WHERE etat = 'annulee'")
    with op.batch_alter_table("saisines") as batch:
        batch.drop_constraint(op.f("ck_saisines_part_d_un_departement"), type_="check")
        batch.drop_constraint(op.f("ck_saisines_petition"), type_="check")
        batch.drop_constraint(op.f("ck_saisines_etat"), type_="check")
        batch.create_check_constraint(op.f("ck_saisines_etat"), _etats(*ETATS, "archivee"))
        for name in COMPTES:
            batch.drop_column(name)
