"""The assembly in time: terms, seats, groups, bodies and their names, delegations, accounts, mail, journal, roll by names."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

GENRES = ("pleniere", "bureau", "commission", "section", "groupe_de_travail", "groupe_de_coordination")
ANCIENS_GENRES = GENRES[:3]
ROLES = (
    "secretariat", "charge_de_mission", "direction", "communication", "administration", "president",
    "vice_president", "membre_du_bureau", "rapporteur_general", "conseiller", "membre_associe",
    "president_de_commission", "vice_president_de_commission", "rapporteur_de_commission", "membre_de_commission",
    "rapporteur", "demandeur", "automatique",
)
ANCIENS_ROLES = (
    "secretariat", "charge_de_mission", "direction", "communication", "administration", "president",
    "membre_du_bureau", "conseiller", "president_de_commission", "membre_de_commission", "rapporteur", "demandeur",
    "automatique",
)
EN_INSTANCE = (
    "president_de_commission", "vice_president_de_commission", "rapporteur_de_commission", "membre_de_commission",
    "membre_associe",
)
DELEGABLES = (
    "president", "president_de_commission", "administration", "charge_de_mission", "communication", "direction",
    "secretariat",
)
MOTIFS = (
    "demission", "perte_de_qualite", "remplacement", "demission_d_office", "deces", "renouvellement", "autre",
)
SUJETS = (
    "mandat", "fonction", "instance", "groupe", "personne", "import", "renouvellement", "delegation", "compte",
    "regard", "piece",
)
DATES = "fin IS NULL OR fin >= debut"
#: What older code called each role that it did not know.
REPLIS = {
    "vice_president": "membre_du_bureau",
    "vice_president_de_commission": "membre_de_commission",
    "rapporteur_de_commission": "membre_de_commission",
}


def _parmi(column: str, values: tuple[str, ...]) -> str:
    listed = ", ".join(f"'{value}'" for value in values)
    return f"{column} IN ({listed})"


def upgrade() -> None:
    _creer()
    _personnes()
    _instances()
    _sieger()
    _fonctions()
    _dossiers()


def _creer() -> None:
    op.create_table(
        "mandatures",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("debut", sa.Date(), nullable=False),
        sa.Column("fin", sa.Date()),
        sa.Column("arrete", sa.String(300), nullable=False),
        sa.Column("mi_mandat_le", sa.Date()),
        sa.CheckConstraint(DATES, name=op.f("ck_mandatures_dates")),
        sa.UniqueConstraint("debut", name=op.f("uq_mandatures_debut")),
    )
    op.create_table(
        "sieges",
        sa.Column("id", sa.Integer(), primary_key=True),
        _vers("college_id", "sieges", "colleges", nullable=False),
        sa.Column("numero", sa.Integer(), nullable=False),
        sa.Column("qualite", sa.String(20)),
        sa.Column("debut", sa.Date(), nullable=False),
        sa.Column("fin", sa.Date()),
        sa.CheckConstraint(DATES, name=op.f("ck_sieges_dates")),
        sa.CheckConstraint(_parmi("qualite", ("environnement", "jeunesse")), name=op.f("ck_sieges_qualite")),
        sa.UniqueConstraint("college_id", "numero", name=op.f("uq_sieges_college_id_numero")),
    )
    _index("sieges", "college_id")
    op.create_table(
        "sieges_organismes",
        _vers("siege_id", "sieges_organismes", "sieges", primary_key=True, nullable=False),
        _vers("organisme_id", "sieges_organismes", "organismes", primary_key=True, nullable=False),
    )
    _index("sieges_organismes", "organisme_id")
    op.create_table(
        "groupes",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("nom", sa.String(200), nullable=False),
        sa.Column("debut", sa.Date(), nullable=False),
        sa.Column("fin", sa.Date()),
        sa.CheckConstraint(DATES, name=op.f("ck_groupes_dates")),
        sa.UniqueConstraint("nom", name=op.f("uq_groupes_nom")),
    )
    op.create_table(
        "appartenances",
        sa.Column("id", sa.Integer(), primary_key=True),
        _vers("personne_id", "appartenances", "personnes", nullable=False),
        _vers("groupe_id", "appartenances", "groupes", nullable=False),
        sa.Column("debut", sa.Date(), nullable=False),
        sa.Column("fin", sa.Date()),
        sa.CheckConstraint(DATES, name=op.f("ck_appartenances_dates")),
    )
    _index("appartenances", "personne_id")
    _index("appartenances", "groupe_id")
    op.create_table(
        "denominations",
        sa.Column("id", sa.Integer(), primary_key=True),
        _vers("instance_id", "denominations", "instances", nullable=False),
        sa.Column("nom", sa.String(200), nullable=False),
        sa.Column("jusqu_au", sa.Date(), nullable=False),
    )
    _index("denominations", "instance_id")
    op.create_table(
        "delegations",
        sa.Column("id", sa.Integer(), primary_key=True),
        _vers("delegant_id", "delegations", "personnes", nullable=False),
        _vers("delegataire_id", "delegations", "personnes", nullable=False),
        sa.Column("role", sa.String(30), nullable=False),
        _vers("instance_id", "delegations", "instances"),
        sa.Column("debut", sa.Date(), nullable=False),
        sa.Column("fin", sa.Date(), nullable=False),
        sa.Column("motif", sa.Text(), nullable=False),
        sa.Column("donnee_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retiree_le", sa.DateTime(timezone=True)),
        sa.CheckConstraint("fin >= debut", name=op.f("ck_delegations_dates")),
        sa.CheckConstraint("delegant_id <> delegataire_id", name=op.f("ck_delegations_autrui")),
        sa.CheckConstraint(_parmi("role", DELEGABLES), name=op.f("ck_delegations_role")),
    )
    _index("delegations", "delegant_id")
    _index("delegations", "delegataire_id")
    op.create_table(
        "jetons",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("empreinte", sa.String(64), nullable=False),
        _vers("personne_id", "jetons", "personnes", nullable=False),
        sa.Column("genre", sa.String(20), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expire_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("utilise_le", sa.DateTime(timezone=True)),
        sa.CheckConstraint(_parmi("genre", ("invitation", "reinitialisation")), name=op.f("ck_jetons_genre")),
        sa.UniqueConstraint("empreinte", name=op.f("uq_jetons_empreinte")),
    )
    _index("jetons", "personne_id")
    op.create_table(
        "codes_de_secours",
        sa.Column("id", sa.Integer(), primary_key=True),
        _vers("personne_id", "codes_de_secours", "personnes", nullable=False),
        sa.Column("empreinte", sa.String(64), nullable=False),
        sa.Column("utilise_le", sa.DateTime(timezone=True)),
    )
    _index("codes_de_secours", "personne_id")
    op.create_table(
        "courriers",
        sa.Column("id", sa.Integer(), primary_key=True),
        _vers("personne_id", "courriers", "personnes"),
        sa.Column("destinataire", sa.String(254), nullable=False),
        sa.Column("objet", sa.String(200), nullable=False),
        sa.Column("corps", sa.Text(), nullable=False),
        sa.Column("secret", sa.Boolean(), nullable=False),
        sa.Column("cree_le", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pris_le", sa.DateTime(timezone=True)),
        sa.Column("envoye_le", sa.DateTime(timezone=True)),
        sa.Column("essais", sa.Integer(), nullable=False),
        sa.Column("erreur", sa.String(500), nullable=False),
    )
    _index("courriers", "personne_id")
    _index("courriers", "envoye_le")
    op.create_table(
        "mouvements",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
        _vers("auteur_id", "mouvements", "personnes"),
        sa.Column("sujet", sa.String(20), nullable=False),
        sa.Column("phrase", sa.Text(), nullable=False),
        _vers("personne_id", "mouvements", "personnes"),
        _vers("instance_id", "mouvements", "instances"),
        sa.CheckConstraint(_parmi("sujet", SUJETS), name=op.f("ck_mouvements_sujet")),
    )
    for column in ("le", "auteur_id", "sujet", "personne_id", "instance_id"):
        _index("mouvements", column)
    op.create_table(
        "lectures",
        sa.Column("id", sa.Integer(), primary_key=True),
        _vers("piece_id", "lectures", "pieces", nullable=False),
        _vers("personne_id", "lectures", "personnes", nullable=False),
        sa.Column("le", sa.DateTime(timezone=True), nullable=False),
    )
    _index("lectures", "piece_id")
    _index("lectures", "personne_id")
    op.create_table(
        "presences",
        sa.Column("id", sa.Integer(), primary_key=True),
        _vers("seance_id", "presences", "seances", nullable=False),
        _vers("personne_id", "presences", "personnes", nullable=False),
        sa.Column("etat", sa.String(10), nullable=False),
        sa.Column("motif", sa.String(300), nullable=False),
        sa.CheckConstraint(_parmi("etat", ("present", "excuse", "absent")), name=op.f("ck_presences_etat")),
        sa.UniqueConstraint("seance_id", "personne_id", name=op.f("uq_presences_seance_id_personne_id")),
    )
    _index("presences", "personne_id")


def _vers(column: str, table: str, target: str, **options: bool) -> sa.Column:
    return sa.Column(column, sa.Integer(), sa.ForeignKey(f"{target}.id", name=f"fk_{table}_{column}"), **options)


def _index(table: str, column: str) -> None:
    op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _personnes() -> None:
    with op.batch_alter_table("personnes") as batch:
        batch.add_column(sa.Column("civilite", sa.String(10)))
        batch.add_column(sa.Column("portrait_id", sa.Integer()))
        batch.add_column(sa.Column("totp_sel", sa.String(64)))
        batch.add_column(sa.Column("totp_depuis", sa.DateTime(timezone=True)))
        batch.add_column(sa.Column("totp_dernier", sa.Integer()))
        batch.add_column(sa.Column("ferme_le", sa.DateTime(timezone=True)))
        batch.create_foreign_key(op.f("fk_personnes_portrait_id"), "fichiers", ["portrait_id"], ["id"])
        batch.create_check_constraint(op.f("ck_personnes_civilite"), _parmi("civilite", ("madame", "monsieur")))
    with op.batch_alter_table("connexions") as batch:
        batch.add_column(sa.Column("comme_id", sa.Integer()))
        batch.add_column(sa.Column("adresse", sa.String(64), nullable=False, server_default=""))
        batch.add_column(sa.Column("navigateur", sa.String(200), nullable=False, server_default=""))
        batch.create_foreign_key(op.f("fk_connexions_comme_id"), "personnes", ["comme_id"], ["id"])
    with op.batch_alter_table("connexions") as batch:
        batch.alter_column("adresse", server_default=None)
        batch.alter_column("navigateur", server_default=None)


def _instances() -> None:
    with op.batch_alter_table("instances") as batch:
        batch.alter_column("genre", existing_type=sa.String(20), type_=sa.String(30), existing_nullable=False)
        batch.add_column(sa.Column("arrete", sa.String(300), nullable=False, server_default=""))
        batch.add_column(sa.Column("debut", sa.Date()))
        batch.drop_constraint(op.f("uq_instances_nom"), type_="unique")
        batch.drop_constraint(op.f("ck_instances_genre"), type_="check")
        batch.create_check_constraint(op.f("ck_instances_genre"), _parmi("genre", GENRES))
        batch.create_check_constraint(
            op.f("ck_instances_dates"), "fin IS NULL OR debut IS NULL OR fin >= debut"
        )
    with op.batch_alter_table("instances") as batch:
        batch.alter_column("arrete", server_default=None)
    open_only = sa.text("fin IS NULL")
    op.create_index("uq_instances_nom", "instances", ["nom"], unique=True, sqlite_where=open_only, postgresql_where=open_only)


def _sieger() -> None:
    """Each mandate gets its seat: those of one college that do not run together share one."""
    with op.batch_alter_table("mandats") as batch:
        batch.add_column(sa.Column("siege_id", sa.Integer()))
        batch.add_column(sa.Column("motif_fin", sa.String(30)))
        batch.add_column(sa.Column("vacance_constatee_le", sa.Date()))
    _attribuer(op.get_bind())
    with op.batch_alter_table("mandats") as batch:
        batch.alter_column("siege_id", existing_type=sa.Integer(), nullable=False)
        batch.create_foreign_key(op.f("fk_mandats_siege_id"), "sieges", ["siege_id"], ["id"])
        batch.drop_index(op.f("ix_mandats_college_id"))
        batch.drop_constraint(op.f("fk_mandats_college_id"), type_="foreignkey")
        batch.drop_column("college_id")
        batch.create_check_constraint(op.f("ck_mandats_motif_fin"), _parmi("motif_fin", MOTIFS))
        batch.create_check_constraint(
            op.f("ck_mandats_motif_de_la_fin"), "motif_fin IS NULL OR fin IS NOT NULL"
        )
    _index("mandats", "siege_id")
    open_only = sa.text("fin IS NULL")
    for column in ("siege_id", "personne_id"):
        op.create_index(
            f"uq_mandats_{column}_ouvert", "mandats", [column], unique=True,
            sqlite_where=open_only, postgresql_where=open_only,
        )


def _attribuer(connection: sa.Connection) -> None:
    mandats = sa.table(
        "mandats", *(sa.column(name, kind) for name, kind in (
            ("id", sa.Integer), ("personne_id", sa.Integer), ("college_id", sa.Integer), ("organisme_id", sa.Integer),
            ("siege_id", sa.Integer), ("debut", sa.Date), ("fin", sa.Date), ("motif_fin", sa.String),
        ))
    )
    sieges = sa.table(
        "sieges", *(sa.column(name, kind) for name, kind in (
            ("id", sa.Integer), ("college_id", sa.Integer), ("numero", sa.Integer), ("debut", sa.Date),
        ))
    )
    held = connection.execute(
        sa.select(mandats).order_by(mandats.c.college_id, mandats.c.debut, mandats.c.id)
    ).mappings().all()
    if not held:
        return
    begun = min(one["debut"] for one in held)
    connection.execute(
        sa.text("INSERT INTO mandatures (debut, arrete) VALUES (:debut, '')").bindparams(
            sa.bindparam("debut", begun, type_=sa.Date())
        )
    )
    #: For each college and organisation, the seats with the end of their last holder (None: still held).
    free: dict[tuple[int, int | None], list[tuple[int, object]]] = {}
    numbers: dict[int, int] = {}
    for one in held:
        pool = free.setdefault((one["college_id"], one["organisme_id"]), [])
        place = next(
            (rank for rank, (_, end) in enumerate(pool) if end is not None and end < one["debut"]), None
        )
        if place is None:
            numbers[one["college_id"]] = numbers.get(one["college_id"], 0) + 1
            connection.execute(
                sieges.insert().values(
                    college_id=one["college_id"], numero=numbers[one["college_id"]], debut=begun
                )
            )
            key = connection.execute(
                sa.select(sieges.c.id).where(
                    sieges.c.college_id == one["college_id"], sieges.c.numero == numbers[one["college_id"]]
                )
            ).scalar_one()
            if one["organisme_id"] is not None:
                connection.execute(
                    sa.text("INSERT INTO sieges_organismes (siege_id, organisme_id) VALUES (:s, :o)"),
                    {"s": key, "o": one["organisme_id"]},
                )
            pool.append((key, one["fin"]))
        else:
            key = pool[place][0]
            pool[place] = (key, one["fin"])
        connection.execute(
            mandats.update().where(mandats.c.id == one["id"]).values(
                siege_id=key, motif_fin="autre" if one["fin"] else None
            )
        )


def _fonctions() -> None:
    with op.batch_alter_table("fonctions") as batch:
        batch.add_column(sa.Column("attributions", sa.String(200), nullable=False, server_default=""))
        batch.drop_constraint(op.f("ck_fonctions_role"), type_="check")
        batch.drop_constraint(op.f("ck_fonctions_instance"), type_="check")
        batch.create_check_constraint(op.f("ck_fonctions_role"), _parmi("role", ROLES))
        batch.create_check_constraint(
            op.f("ck_fonctions_instance"), f"({_parmi('role', EN_INSTANCE)}) = (instance_id IS NOT NULL)"
        )
    with op.batch_alter_table("fonctions") as batch:
        batch.alter_column("attributions", server_default=None)


def _dossiers() -> None:
    with op.batch_alter_table("actes") as batch:
        batch.add_column(sa.Column("pour_id", sa.Integer()))
        batch.create_foreign_key(op.f("fk_actes_pour_id"), "personnes", ["pour_id"], ["id"])
    _index("actes", "pour_id")
    with op.batch_alter_table("textes") as batch:
        batch.add_column(sa.Column("signataire_id", sa.Integer()))
        batch.create_foreign_key(op.f("fk_textes_signataire_id"), "personnes", ["signataire_id"], ["id"])
    with op.batch_alter_table("pieces") as batch:
        batch.add_column(sa.Column("confidentielle", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.add_column(sa.Column("a_verifier", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.add_column(sa.Column("message", sa.Text(), nullable=False, server_default=""))
        batch.add_column(sa.Column("ecart", sa.Text(), nullable=False, server_default=""))
        batch.add_column(sa.Column("verifiee_le", sa.DateTime(timezone=True)))
        batch.add_column(sa.Column("verifiee_par_id", sa.Integer()))
        batch.create_foreign_key(op.f("fk_pieces_verifiee_par_id"), "personnes", ["verifiee_par_id"], ["id"])
        batch.create_check_constraint(
            op.f("ck_pieces_a_verifier"), "NOT a_verifier OR (verifiee_le IS NULL AND ecart = '')"
        )
    with op.batch_alter_table("pieces") as batch:
        for name in ("confidentielle", "a_verifier", "message", "ecart"):
            batch.alter_column(name, server_default=None)
    with op.batch_alter_table("saisines") as batch:
        batch.add_column(sa.Column("demande", sa.Text(), nullable=False, server_default=""))
        batch.add_column(sa.Column("pieces_attendues_le", sa.Date()))
    with op.batch_alter_table("saisines") as batch:
        batch.alter_column("demande", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("saisines") as batch:
        for name in ("demande", "pieces_attendues_le"):
            batch.drop_column(name)
    with op.batch_alter_table("pieces") as batch:
        batch.drop_constraint(op.f("ck_pieces_a_verifier"), type_="check")
        batch.drop_constraint(op.f("fk_pieces_verifiee_par_id"), type_="foreignkey")
        for name in ("confidentielle", "a_verifier", "message", "ecart", "verifiee_le", "verifiee_par_id"):
            batch.drop_column(name)
    with op.batch_alter_table("textes") as batch:
        batch.drop_constraint(op.f("fk_textes_signataire_id"), type_="foreignkey")
        batch.drop_column("signataire_id")
    op.drop_index(op.f("ix_actes_pour_id"), "actes")
    with op.batch_alter_table("actes") as batch:
        batch.drop_constraint(op.f("fk_actes_pour_id"), type_="foreignkey")
        batch.drop_column("pour_id")
    _moins_de_roles()
    _sans_siege()
    _moins_d_instances()
    with op.batch_alter_table("connexions") as batch:
        batch.drop_constraint(op.f("fk_connexions_comme_id"), type_="foreignkey")
        for name in ("comme_id", "adresse", "navigateur"):
            batch.drop_column(name)
    with op.batch_alter_table("personnes") as batch:
        batch.drop_constraint(op.f("ck_personnes_civilite"), type_="check")
        batch.drop_constraint(op.f("fk_personnes_portrait_id"), type_="foreignkey")
        for name in ("civilite", "portrait_id", "totp_sel", "totp_depuis", "totp_dernier", "ferme_le"):
            batch.drop_column(name)
    for table in (
        "presences", "lectures", "mouvements", "courriers", "codes_de_secours", "jetons", "delegations",
        "denominations", "appartenances", "groupes", "sieges_organismes", "sieges", "mandatures",
    ):
        op.drop_table(table)


def _moins_de_roles() -> None:
    for role, older in REPLIS.items():
        op.execute(f"UPDATE fonctions SET role = '{older}' WHERE role = '{role}'")
        op.execute(f"UPDATE actes SET role = '{older}' WHERE role = '{role}'")
    # The older schema has no word for them: they held no right beside those of their mandate.
    op.execute("DELETE FROM fonctions WHERE role IN ('rapporteur_general', 'membre_associe')")
    with op.batch_alter_table("fonctions") as batch:
        batch.drop_constraint(op.f("ck_fonctions_role"), type_="check")
        batch.drop_constraint(op.f("ck_fonctions_instance"), type_="check")
        batch.create_check_constraint(op.f("ck_fonctions_role"), _parmi("role", ANCIENS_ROLES))
        batch.create_check_constraint(
            op.f("ck_fonctions_instance"),
            "(role IN ('president_de_commission', 'membre_de_commission')) = (instance_id IS NOT NULL)",
        )
        batch.drop_column("attributions")


def _sans_siege() -> None:
    for column in ("siege_id", "personne_id"):
        op.drop_index(f"uq_mandats_{column}_ouvert", "mandats")
    op.drop_index(op.f("ix_mandats_siege_id"), "mandats")
    with op.batch_alter_table("mandats") as batch:
        batch.add_column(sa.Column("college_id", sa.Integer()))
        batch.drop_constraint(op.f("ck_mandats_motif_fin"), type_="check")
        batch.drop_constraint(op.f("ck_mandats_motif_de_la_fin"), type_="check")
    op.execute(
        "UPDATE mandats SET college_id = (SELECT college_id FROM sieges WHERE sieges.id = mandats.siege_id)"
    )
    with op.batch_alter_table("mandats") as batch:
        batch.alter_column("college_id", existing_type=sa.Integer(), nullable=False)
        batch.create_foreign_key(op.f("fk_mandats_college_id"), "colleges", ["college_id"], ["id"])
        batch.drop_constraint(op.f("fk_mandats_siege_id"), type_="foreignkey")
        for name in ("siege_id", "motif_fin", "vacance_constatee_le"):
            batch.drop_column(name)
    _index("mandats", "college_id")


def _moins_d_instances() -> None:
    """Sections and groups become commissions; a name that comes twice is told apart by its number."""
    op.execute("UPDATE instances SET genre = 'commission' WHERE genre IN ('section', 'groupe_de_travail', 'groupe_de_coordination')")
    op.execute(
        "UPDATE instances SET nom = substr(nom, 1, 185) || ' (' || id || ')' WHERE id NOT IN "
        "(SELECT keep.first FROM (SELECT MIN(id) AS first FROM instances GROUP BY nom) AS keep)"
    )
    op.drop_index("uq_instances_nom", "instances")
    with op.batch_alter_table("instances") as batch:
        batch.drop_constraint(op.f("ck_instances_dates"), type_="check")
        batch.drop_constraint(op.f("ck_instances_genre"), type_="check")
        batch.create_check_constraint(op.f("ck_instances_genre"), _parmi("genre", ANCIENS_GENRES))
        batch.create_unique_constraint(op.f("uq_instances_nom"), ["nom"])
        batch.drop_column("arrete")
        batch.drop_column("debut")
        batch.alter_column("genre", existing_type=sa.String(30), type_=sa.String(20), existing_nullable=False)
