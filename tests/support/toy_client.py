"""A discord.py client that makes each kind of request that the bot may make, and makes it well."""

import io
from datetime import timedelta
from typing import Any, cast

import discord
from discord import app_commands, ui

SILENT = discord.AllowedMentions.none()


async def _choose(interaction: discord.Interaction) -> None:
    await interaction.response.edit_message(view=layout("Chosen"))


def layout(text: str) -> ui.LayoutView:
    """Return a card with a text, a section with a button, a row of buttons and a select."""
    listen: ui.Button[Any] = ui.Button(label="Listen", custom_id="move:1:0", emoji="\N{EAR}")
    listen.callback = _choose
    view = ui.LayoutView(timeout=None)
    view.add_item(
        ui.Container[Any](
            ui.TextDisplay(text),
            ui.Separator(),
            ui.Section("More", accessory=ui.Button[Any](label="Why", custom_id="why:1")),
            ui.ActionRow[Any](listen, ui.Button(label="Privacy", url="https://example.org/privacy")),
            ui.ActionRow[Any](ui.Select(custom_id="pick", options=[discord.SelectOption(label="Tea")])),
            accent_colour=0x3F6FE0,
        )
    )
    return view


def chart() -> discord.File:
    """Return a picture to upload."""
    return discord.File(io.BytesIO(b"png"), "chart.png", description="A chart")


class Form(ui.Modal, title="How was it"):
    """A form with a choice, a text and a file, whose answer is a reply that only the person sees."""

    rating: ui.Label[Any] = ui.Label(
        text="How did it feel",
        description="Only you see this",
        component=ui.RadioGroup(
            custom_id="rating",
            options=[discord.RadioGroupOption(label=name, value=name) for name in ("easy", "hard")],
        ),
    )
    words: ui.Label[Any] = ui.Label(
        text="In your words", component=ui.TextInput(custom_id="words", required=False, max_length=300)
    )
    file: ui.Label[Any] = ui.Label(text="A file", component=ui.FileUpload(custom_id="file", required=False))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        """Thank the person."""
        await interaction.response.send_message("Thank you", ephemeral=True)


async def answer(interaction: discord.Interaction) -> None:
    """Answer at once, visibly to one person."""
    await interaction.response.send_message("Hello", ephemeral=True)


async def late(interaction: discord.Interaction) -> None:
    """Defer, show a card, add a further reply, change it, and take both away."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    await interaction.edit_original_response(view=layout("Here it is"))
    further = await interaction.followup.send("One more thing", ephemeral=True, wait=True)
    await further.edit(content="Never mind")
    await further.delete()
    await interaction.delete_original_response()


async def form(interaction: discord.Interaction) -> None:
    """Open a modal."""
    await interaction.response.send_modal(Form(custom_id="form"))


async def card(interaction: discord.Interaction) -> None:
    """Send a card by DM and redraw it."""
    await interaction.response.defer(ephemeral=True)
    message = await interaction.user.send(view=layout("A card"))
    await message.edit(view=layout("The card again"), allowed_mentions=SILENT)


async def upload(interaction: discord.Interaction) -> None:
    """Answer with a file, then send one by DM, keep it through an edit, and reply."""
    await interaction.response.send_message("A chart", file=chart(), ephemeral=True)
    embed = discord.Embed(title="Chart", timestamp=discord.utils.utcnow()).set_image(url="attachment://chart.png")
    message = await interaction.user.send("A chart", file=chart(), embed=embed.add_field(name="a", value="b"))
    await message.edit(content="The same chart", attachments=message.attachments)
    await message.reply("That was it")


async def thread(interaction: discord.Interaction) -> None:
    """Open a private thread, let the person in, say something, close it."""
    channel = cast(discord.TextChannel, interaction.channel)
    await interaction.response.defer(ephemeral=True)
    room = await channel.create_thread(name="Mixer", type=discord.ChannelType.private_thread, invitable=False)
    await room.add_user(interaction.user)
    await room.send("Welcome")
    await room.edit(archived=True, locked=True)


async def event(interaction: discord.Interaction) -> None:
    """Announce an event elsewhere and one in a new voice room that only the bot sees."""
    guild, start = cast(discord.Guild, interaction.guild), discord.utils.utcnow() + timedelta(hours=1)
    await interaction.response.defer(ephemeral=True)
    only = discord.PrivacyLevel.guild_only
    elsewhere = discord.EntityType.external
    end = start + timedelta(hours=1)
    mixer = await guild.create_scheduled_event(
        name="Mixer",
        start_time=start,
        end_time=end,
        entity_type=elsewhere,
        location="Here",
        privacy_level=only,
    )
    await mixer.edit(name="Mixer tonight")
    hidden: dict[discord.Role | discord.Member | discord.Object, discord.PermissionOverwrite] = {
        guild.me: discord.PermissionOverwrite(view_channel=True, connect=True)
    }
    room = await guild.create_voice_channel("Mixer", user_limit=4, overwrites=hidden)
    voice = discord.EntityType.voice
    talk = await guild.create_scheduled_event(
        name="Talk", start_time=start, entity_type=voice, channel=room, privacy_level=only
    )
    await talk.delete()
    await room.set_permissions(guild.me, connect=True, view_channel=True)
    await room.delete(reason="Over")


async def scenario(interaction: discord.Interaction, name: str) -> None:
    """Answer a command whose option completes itself."""
    await interaction.response.send_message(name, ephemeral=True)


async def scenario_names(interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
    """Offer one scenario."""
    return [app_commands.Choice(name="Tea for two", value="tea")]


class Toy(discord.Client):
    """A client with one command for each kind of request that the bot may send."""

    def __init__(self) -> None:
        super().__init__(intents=discord.Intents.default(), allowed_mentions=SILENT)
        self.tree = app_commands.CommandTree(self)
        for callback in (answer, late, form, card, upload, thread, event):
            self.tree.command(name=callback.__name__, description="For the test")(callback)
        self.tree.command(name="scenario", description="For the test")(scenario).autocomplete("name")(scenario_names)

    async def setup_hook(self) -> None:
        """Register the commands."""
        await self.tree.sync()
