"""The HTML of the demo: the first page, and what stands around a chat."""

from dataclasses import dataclass
from html import escape
from string import Template

from bot.demo.world import BOT_NAME, CHANNELS, DIRECT, SERVER_NAME, Person, Place, World

SIGNS = {"direct": "@", "channel": "#", "thread": "›"}

CARD = Template(
    '<li class="person"><header>$face<div><h2>$name</h2><p>$about</p></div></header>'
    '<a class="talk" href="$talk" target="$tab">Talk to $bot</a><div class="rooms">$rooms</div></li>'
)
NAVIGATION = Template(
    '<nav class="demo" data-home="$home" data-person="$key" data-place="$place" aria-label="Places">'
    '<a class="home" href="$home/">$bot demo</a>'
    '<div class="places">$direct<h2>$server</h2>$rooms</div>'
    '<div class="me">$face<span>You are <b>$name</b></span></div>'
    '<div class="others"><h2>Be somebody else</h2>$others</div></nav>'
)
OTHER = Template('<a class="other" href="$address" target="$tab" title="Be $name">$face<span>$name</span></a>')
EMPTY = "<b>$title</b><br>Type <kbd>/practice</kbd> below and press <kbd>Enter</kbd> twice."


@dataclass(frozen=True, slots=True)
class Framing:
    """HTML for the three spots that the chat page has for us."""

    title: str
    navigation: str
    empty: str


def first_page(template: str, world: World) -> str:
    """Who one can be and where: the template with a card for each person."""
    cards = "\n".join(_card(world, person) for person in world.people)
    return Template(template).substitute(server=escape(SERVER_NAME), cards=cards)


def framing(world: World, person: Person, here: Place, home: str) -> Framing:
    """The places and people beside the chat. `home` is the first page's address, without the last slash."""
    direct, *rooms = world.places(person)
    name = escape(person.cast.name)
    navigation = NAVIGATION.substitute(
        home=home,
        key=person.cast.key,
        place=here.key,
        bot=BOT_NAME,
        server=escape(SERVER_NAME),
        direct=_place(person, direct, here, home),
        rooms="".join(_place(person, room, here, home) for room in rooms),
        face=_face(person),
        name=name,
        others="".join(_other(other, home) for other in world.people if other.cast.key != person.cast.key),
    )
    alone = "Nobody has said anything here yet."
    title = f"This is your conversation with {BOT_NAME}." if here.kind == "direct" else alone
    return Framing(
        title=f"{BOT_NAME} · {name} · {escape(here.name)}",
        navigation=navigation,
        empty=Template(EMPTY).substitute(title=title),
    )


def _card(world: World, person: Person) -> str:
    direct, *rooms = world.places(person)
    return CARD.substitute(
        face=_face(person),
        name=escape(person.cast.name),
        about=escape(person.cast.about),
        talk=_address(person, direct),
        tab=_tab(person),
        bot=BOT_NAME,
        rooms="".join(
            f'<a href="{_address(person, room)}" target="{_tab(person)}">{_sign(room)}{escape(room.name)}</a>'
            for room in rooms
            if room.name in CHANNELS
        ),
    )


def _place(person: Person, place: Place, here: Place, home: str) -> str:
    current = ' aria-current="page"' if place.channel.id == here.channel.id else ""
    address = f"{home}{_address(person, place)}"
    return f'<a class="place {place.kind}" href="{address}"{current}>{_sign(place)}{escape(place.name)}</a>'


def _other(person: Person, home: str) -> str:
    return OTHER.substitute(
        address=f"{home}/{person.cast.key}/{DIRECT}",
        tab=_tab(person),
        name=escape(person.cast.name),
        face=_face(person),
    )


def _face(person: Person) -> str:
    return f'<i class="face {person.cast.key}" aria-hidden="true">{escape(person.cast.name[0])}</i>'


def _sign(place: Place) -> str:
    return f'<span aria-hidden="true">{SIGNS[place.kind]}</span>'


def _address(person: Person, place: Place) -> str:
    return f"/{person.cast.key}/{place.key}"


def _tab(person: Person) -> str:
    """Each person has a browser tab, so that two people are two tabs beside each other."""
    return f"rapport-{person.cast.key}"
