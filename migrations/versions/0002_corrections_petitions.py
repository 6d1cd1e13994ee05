"""An error of registration has its state; a petition has its counts."""

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
COMPTES = ("signatures", "departements", "part_d_un_departement")


def _etats(*names: str) -> str:
    listed = ", ".join(f"'{name}'" for name in names)
    return f"etat IN ({listed})"


def upgrade() -> None:
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
