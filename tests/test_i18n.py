"""What people read, and its translations."""

import ast
import re
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import cast

import pytest
from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.wheel import WheelBuilder

import bot
from bot.i18n import LOCALES, languages, translations

ROOT = Path(__file__).parent.parent
OTHERS = [language for language in languages() if language != "en"]
ADVICE = "run `make messages`, and translate what is new"

Key = tuple[str | None, str | tuple[str, ...]]


@cache
def catalog(path: Path) -> Catalog:
    """The messages of a file."""
    with path.open("rb") as file:
        return read_po(file)


def po(language: str) -> Path:
    """The file in which a language is translated."""
    return LOCALES / language.replace("-", "_") / "LC_MESSAGES" / "rapport.po"


def messages(found: Catalog) -> dict[Key, Message]:
    """Each message by its context and its text, without the header."""
    return {(one.context, cast(str, one.id)): one for one in found if one.id}


def strings(message: Message) -> tuple[str, ...]:
    """Its translation: one for each form of the plural."""
    return message.string if isinstance(message.string, tuple) else (cast(str, message.string),)


def test_the_template_holds_every_text() -> None:
    """A text that the code shows and the template does not have could never be translated; nor is any left over."""
    code = Path(bot.__file__).parent
    found = extract_from_dir(code, [("**.py", "python")])
    written: set[Key] = {(context, text) for _, _, text, _, context in found}
    assert set(messages(catalog(LOCALES / "rapport.pot"))) == written, ADVICE


def test_no_text_hides_inside_another_one() -> None:
    """Texts are gathered by a reader that does not look into f-strings: one in there would never be translated."""
    marks = {"_", "N_", "gettext", "ngettext", "pgettext"}
    hidden = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in Path(bot.__file__).parent.rglob("*.py")
        for text in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and getattr(call.func, "id", getattr(call.func, "attr", "")) in marks
    ]
    assert hidden == []


def test_there_is_chinese() -> None:
    """Without it, the tests below would look at nothing."""
    assert OTHERS == ["zh-CN"]


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_is_complete(language: str) -> None:
    """A message that is missing, fuzzy or of no use any more fails here, before a player meets it."""
    there = messages(catalog(po(language)))
    assert set(there) == set(messages(catalog(LOCALES / "rapport.pot"))), ADVICE
    assert [key for key, one in there.items() if one.fuzzy or not all(strings(one))] == []
    assert not catalog(po(language)).obsolete


@pytest.mark.parametrize("language", OTHERS)
def test_what_is_shipped_is_what_was_translated(language: str) -> None:
    """The compiled file is the one that is read; it must not lag behind the one that is edited."""
    compiled = BytesIO()
    write_mo(compiled, catalog(po(language)))
    assert po(language).with_suffix(".mo").read_bytes() == compiled.getvalue(), ADVICE


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_has_the_same_gaps_to_fill(language: str) -> None:
    """A placeholder that is misspelt or forgotten would be an error, or a hole in the sentence."""

    def gaps(*texts: str) -> set[str]:
        return set(re.findall(r"\{\w*\}", "".join(texts)))

    for one in messages(catalog(po(language))).values():
        source = one.id if isinstance(one.id, tuple) else (cast(str, one.id),)
        assert gaps(*strings(one)) == gaps(*source), one.id
        assert "".join(strings(one)).count("**") == source[-1].count("**") * len(strings(one)), one.id


def test_chinese_has_one_form_for_any_number() -> None:
    """Chinese counts without a plural: one person and five people are said alike."""
    tr = translations("zh-CN")
    assert [tr.ngettext("{n} waits", "{n} wait", n).format(n=n) for n in (1, 2, 5)] == [
        "1 人在等",
        "2 人在等",
        "5 人在等",
    ]
    assert catalog(po("zh-CN")).num_plurals == 1


def test_chinese_speaks_as_the_bot_does() -> None:
    """Warm and level: no exclamation marks, and 你 as among friends."""
    texts = [text for one in messages(catalog(po("zh-CN"))).values() for text in strings(one)]
    assert [text for text in texts if re.search("[!！您]", text)] == []


@pytest.mark.parametrize("locale", ["en-GB", "de", "zh-TW", ""])
def test_whoever_speaks_another_language_reads_english(locale: str) -> None:
    """A locale without a translation is no error."""
    assert translations(locale).gettext("Start") == "Start"


def test_an_installed_bot_brings_its_languages_along() -> None:
    """The compiled translations are part of the package, and the scenarios' translations too."""
    builder = WheelBuilder(str(ROOT))
    inside = {str(one.distribution_path) for one in builder.recurse_included_files()}
    assert {"bot/locale/zh_CN/LC_MESSAGES/rapport.mo", "bot/scenarios/senior-student.zh-CN.yaml"} <= inside
