"""`waarborg account …`: help for who is locked out, for whoever holds the machine."""

import click

from waarborg.interfaces.cli import bootstrap
from waarborg.interfaces.cli.output import NotDoneError, json_option, print_json, say


@click.group()
def account() -> None:
    """Toegang voor als niemand er meer in kan."""


@account.command("break-glass")
@click.option("--email", required=True, help="E-mailadres van het noodaccount.")
@click.option("--organisation", required=True, help="Naam van de organisatie, voluit.")
@json_option
def break_glass(email: str, organisation: str, as_json: bool) -> None:
    """Maak een noodaccount, of nieuwe papieren voor het noodaccount dat er is."""
    bootstrap.django()
    from waarborg.apps.accounts.actions import EmailTakenError
    from waarborg.apps.organisations.actions import keep_emergency_account
    from waarborg.apps.organisations.queries import find

    found = find(organisation)
    if found is None:
        raise NotDoneError(f"Er is geen organisatie {organisation}. Geef de naam voluit, zoals op het scherm.")
    try:
        papers = keep_emergency_account(organisation=found, email=email, by=bootstrap.actor(), at=bootstrap.now())
    except EmailTakenError as error:
        raise NotDoneError(f"{email} is een gewoon account. Geef een adres dat niemand gebruikt.") from error
    if as_json:
        print_json({"done": True, "email": papers.email, "password": papers.password, "codes": papers.codes})
        return
    say("Dit zie je één keer. Druk het af, of schrijf het over, en leg het verzegeld in een kluis.\n")
    click.echo(f"e-mailadres  {papers.email}\nwachtwoord   {papers.password}\ncodes        {'  '.join(papers.codes)}")
    say("\nElke aanmelding kost één code, staat in het logboek, en wordt getoond aan beheerders en CISO.")


@account.command("reset-link")
@click.option("--email", required=True, help="E-mailadres van het account.")
@click.option("--address", default="http://localhost:8000", show_default=True, help="Adres van deze Waarborg.")
@json_option
def reset_link(email: str, address: str, as_json: bool) -> None:
    """Geef een link om een nieuw wachtwoord te kiezen: één keer, een uur lang."""
    bootstrap.django()
    from django.urls import reverse

    from waarborg.apps.organisations.actions import give_new_password_as_machine

    key = give_new_password_as_machine(email=email, by=bootstrap.actor(), at=bootstrap.now())
    if key is None:
        raise NotDoneError(f"Er is geen account met het adres {email}.")
    link = address.rstrip("/") + reverse("account_reset_password_from_key", kwargs={"uidb36": key[0], "key": key[1]})
    if as_json:
        print_json({"done": True, "link": link})
    else:
        click.echo(link)
        say("De link werkt één keer, een uur lang. Geef hem alleen aan wie het account heeft.")


@account.command("clear-second-step")
@click.option("--email", required=True, help="E-mailadres van het account.")
@json_option
def clear_second_step(email: str, as_json: bool) -> None:
    """Maak de tweede stap van een account leeg: bij de volgende aanmelding wordt hij opnieuw opgezet."""
    bootstrap.django()
    from waarborg.apps.organisations.actions import clear_second_step_as_machine

    if not clear_second_step_as_machine(email=email, by=bootstrap.actor(), at=bootstrap.now()):
        raise NotDoneError(f"Er is geen gewoon account met het adres {email}.")
    if as_json:
        print_json({"done": True})
    else:
        say(f"{email} zet bij de volgende aanmelding een nieuwe tweede stap op. Overal is het afgemeld.")
