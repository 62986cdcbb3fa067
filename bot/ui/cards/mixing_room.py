"""Cards of a mixer's room, from the welcome to the goodbye. People are named by mentions, which ping nobody here."""

from collections.abc import Iterable
from gettext import NullTranslations

from bot.domain.mixer import Role
from bot.services.mixing.rooms import ends_at
from bot.services.mixing.views import RoleView, RoomView, Task
from bot.storage.mixers import Reason
from bot.storage.sends import Kind
from bot.ui.cards.parts import (
    AMBER,
    GREEN,
    Card,
    Item,
    Row,
    bar,
    box,
    button,
    card,
    line,
    plain,
    row,
    text,
)
from bot.ui.routes.mixing import LeaveLine, LeaveRoom, MyKudos, MyRole, OpenKudos


def names(people: Iterable[int], tr: NullTranslations) -> str:
    """Several people by name: one, one and another, or one, another and a third."""
    mentions = [f"<@{person}>" for person in people]
    if len(mentions) < 2:
        return "".join(mentions)
    return tr.gettext("{several} and {last}").format(several=tr.gettext(", ").join(mentions[:-1]), last=mentions[-1])


def room_card(task: Task, tr: NullTranslations) -> Card:
    """A message in the thread. Raises KeyError for a kind that is none."""
    drawn = {
        Kind.WELCOME: _welcome,
        Kind.NUDGE: _nudge,
        Kind.ROUND: _round,
        Kind.BALANCE: _balance,
        Kind.KUDOS: _kudos,
        Kind.GOODBYE: _goodbye,
        Kind.LEFT: _left,
        Kind.JOINED: _joined,
        Kind.CLOSED: _closed,
    }
    return drawn[task.send.kind](task, tr)


def role_card(view: RoleView, tr: NullTranslations) -> Card:
    """What somebody tries in this round; for their eyes alone."""
    _ = tr.gettext
    title, words = _role(view.role, tr)
    items: list[Item] = [text(f"### {title}"), text(words)]
    if view.hinted:
        items.append(text(_hint(tr)))
    items.append(text("-# " + _("Only you see this. It is an invitation, not a task.")))
    return card(box(AMBER, items))


def _welcome(task: Task, tr: NullTranslations) -> Card:
    _ = tr.gettext
    room, rounds = task.room, task.room.pace.rounds
    plan = tr.ngettext(
        "The plan: hello, {n} round with a prompt, a look at who spoke how much, and a good word for each other.",
        "The plan: hello, {n} rounds with a prompt each, a look at who spoke how much, and a good word for each other.",
        rounds,
    )
    who = names((one.person for one in room.present), tr)
    hello = _("**Hello** comes first, within a minute, so that nobody is a stranger: {hello}")
    items: list[Item] = [
        text("### " + plain(room.topic.title)),
        text(_("Welcome, {people}.").format(people=who) + "\n" + plan.format(n=rounds)),
        text(hello.format(hello=plain(room.topic.hello))),
    ]
    if room.mixer.voice_room:
        items.append(text(_("You can talk aloud as well, in {room}.").format(room=f"<#{room.mixer.voice_room}>")))
    items += [line(), text("-# " + _privacy(tr))]
    return card(box(AMBER, items), _buttons(task, tr))


def _privacy(tr: NullTranslations) -> str:
    return tr.gettext(
        "Besides you, those who moderate this server can read this thread. I count messages and never read them. "
        "You can leave at any time; /mixer block keeps somebody away from you, /report tells the hosts."
    )


def _nudge(task: Task, tr: NullTranslations) -> Card:
    _ = tr.gettext
    here = {one.person for one in task.room.present}
    who = names((one for one in task.send.about if one in here), tr)
    words = _("{people}, good that you are here. A hello is enough to begin with; the others would like to hear it.")
    return card(box(AMBER, [text(words.format(people=who))]))


def _round(task: Task, tr: NullTranslations) -> Card:
    _ = tr.gettext
    room, number = task.room, task.send.number
    title = _("Round {number} of {rounds}").format(number=number, rounds=room.pace.rounds)
    until = _("It ends {time}. Each of you has a role in this round; only you see yours.")
    time = f"<t:{int(ends_at(room).timestamp())}:R>"
    items: list[Item] = [text(f"### {title}"), text(plain(room.prompt)), text("-# " + until.format(time=time))]
    return card(box(AMBER, items), _buttons(task, tr))


def _balance(task: Task, tr: NullTranslations) -> Card:
    _ = tr.gettext
    lines = [_share(task.room, one.person, one.said, tr) for one in task.room.present]
    words = _("Two ears, one mouth: a good talk is one in which everybody was heard.")
    return card(box(GREEN, [text("### " + _("Who spoke how much")), text("\n".join(lines)), text("-# " + words)]))


def _share(room: RoomView, person: int, said: int, tr: NullTranslations) -> str:
    count = tr.ngettext("{n} message", "{n} messages", said).format(n=said)
    minutes = round(room.spoke.get(person, 0.0) / 60)
    aloud = ", " + tr.ngettext("{n} minute in the voice room", "{n} minutes in the voice room", minutes).format(
        n=minutes
    )
    return f"{bar(room.shares.get(person, 0.0))} <@{person}> · {count}{aloud if minutes else ''}"


def _kudos(task: Task, tr: NullTranslations) -> Card:
    _ = tr.gettext
    words = _(
        "What did you see in the others? Name one thing for each of them. They hear it at the end, not from whom."
    )
    give = button(_("Give kudos"), OpenKudos(task.send.mixer), primary=True)
    return card(box(GREEN, [text("### " + _("Kudos")), text(words)]), row(give))


def _goodbye(task: Task, tr: NullTranslations) -> Card:
    _ = tr.gettext
    words = _("That was it. Thank you, {people}. This thread closes in some minutes, so say goodbye if you like.")
    got = button(_("What was seen in me"), MyKudos(task.send.mixer), primary=True)
    who = names((one.person for one in task.room.present), tr)
    return card(box(GREEN, [text("### " + _("Goodbye")), text(words.format(people=who))]), row(got))


def _left(task: Task, tr: NullTranslations) -> Card:
    _ = tr.gettext
    words = _("{people} had to go. The rest of you go on as before.")
    who = names(task.send.about, tr)
    if not who:  # they have erased everything since
        return card(box(AMBER, [text(_("Somebody had to go. The rest of you go on as before."))]))
    return card(box(AMBER, [text(words.format(people=who))]))


def _joined(task: Task, tr: NullTranslations) -> Card:
    words = tr.gettext("{people} joins you. Say hello, and in a sentence what you are talking about.")
    return card(
        box(
            AMBER,
            [text(words.format(people=names(task.send.about, tr)))],
        ),
        _buttons(task, tr),
    )


def _closed(task: Task, tr: NullTranslations) -> Card:
    _ = tr.gettext
    if task.room.mixer.reason is Reason.HOST:
        return card(box(GREEN, [text(_("A host has closed this mixer. Thank you for being here."))]))
    who = names(task.send.about, tr)
    if not who:
        return card(box(GREEN, [text(_("Everybody had to go, so this room closes."))]))
    if not task.send.number:
        words = _("{people}, I am sorry: the others had to go, so this room closes. It was nothing that you did.")
        return card(box(GREEN, [text(words.format(people=who))]))
    words = _(
        "{people}, I am sorry: the others had to go. You are at the front of the line for the next group; "
        "you need not do anything."
    )
    return card(box(GREEN, [text(words.format(people=who))]), row(button(_("Leave the line"), LeaveLine())))


def _buttons(task: Task, tr: NullTranslations) -> Row:
    _ = tr.gettext
    role, leave = MyRole(task.send.mixer), LeaveRoom(task.send.mixer)
    return row(button(_("My role"), role, primary=True), button(_("Leave"), leave))


def _role(role: Role, tr: NullTranslations) -> tuple[str, str]:
    _ = tr.gettext
    return {
        Role.LISTENER: (_("The listener"), _("Ask two follow-up questions before you tell anything of your own.")),
        Role.BRIDGE: (_("The bridge-builder"), _("Find something that two of the others share, and say it.")),
        Role.HOST: (_("The host"), _("See who has said the least, and ask them something that is easy to answer.")),
        Role.GUEST: (_("The guest"), _("Tell a short story of your own: a minute or so, then hand it on.")),
    }[role]


def _hint(tr: NullTranslations) -> str:
    return tr.gettext("You have carried much of the talk so far. A question would be a gift now.")


def private_card(task: Task, tr: NullTranslations) -> Card:
    """What one person hears in private. Raises KeyError for a kind that is none."""
    _ = tr.gettext
    title = plain(task.room.topic.title)
    words = {
        Kind.HINT: _("About **{topic}**:").format(topic=title) + " " + _hint(tr),
        Kind.LET_GO: _(
            "You have been quiet for a while in **{topic}**, so I took you out of the room: life happens. "
            "The lobby is open whenever you like."
        ).format(topic=title),
        Kind.LOST: _lost(task, tr),
    }[task.send.kind]
    return card(box(GREEN, [text(words)]))


def _lost(task: Task, tr: NullTranslations) -> str:
    _ = tr.gettext
    title = plain(task.room.topic.title)
    if task.room.mixer.reason is Reason.REFUSED:
        return _("I could not open a room for **{topic}**: Discord gave me none. The hosts know of it.").format(
            topic=title
        )
    if task.room.mixer.thread is None and task.room.mixer.reason is Reason.PERMISSION:
        return _("I could not open a room for **{topic}**: I lack a permission there. The hosts know of it.").format(
            topic=title
        )
    reason = {
        Reason.THREAD: _("its thread was deleted"),
        Reason.PERMISSION: _("I may not write there any more"),
        Reason.SERVER: _("I was removed from the server"),
    }.get(task.room.mixer.reason or Reason.THREAD, "")
    return _("The mixer on **{topic}** ended early: {reason}. It was nothing that you did.").format(
        topic=title, reason=reason
    )
