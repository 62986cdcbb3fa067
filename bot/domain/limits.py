"""Every limit on a scenario script, in one place, with the reason for it.

How far a guess at a mistake looks is not among them: that stands where the guess is made.
"""

# Hostile files are refused by these before anything else looks at them.
FILE_BYTES = 256 * 1024  # the longest scenario of the shelf is under 40 KiB
NESTING = 24  # a reply in a guard in an option in a scene is 11 levels deep
NODES = 20_000  # keys, values and list items together
STOPS = 20  # places where the parser is helped on: a file with more is something else than a script
GUESSES = 1_500_000  # characters read while guessing at mistakes: keeps the worst file to a few seconds
FINDINGS = 100  # in one report: a file with more has one cause, and nobody reads on

# What fits a Discord card: 4,000 characters of text and 40 components in one message.
OPTIONS_SHOWN = 5  # one section each; 5 x 3 components leave room for the rest
OPTION_TEXT = 200  # a sentence that is read at a glance on a phone
CARD_TEXT = 2_200  # new lines between two choices; the rest of the 4,000 is options and what was said before
TITLE_TEXT = 80  # doubles as the label of a select option (100)
ABOUT_TEXT = 300
TIP_TEXT = 300
WHY_TEXT = 300  # three of them share the debrief card
ENDING_TEXT = 700
ID_TEXT = 40  # ids travel in a button's custom_id (100)
NAME_TEXT = 40  # a speaker's name stands before each of their lines

# What a writer may ask for.
POINTS = 3  # a choice shows a trait by -3 to 3 points
LEVELS = (1, 2, 3)  # gentle, everyday, hard
MINUTES = (1, 60)
WITHIN_SECONDS = (
    10,
    600,
)  # below, nobody can read; above, an interaction's token is near its end (15 minutes)

OPTIONS_WRITTEN = (2, 12)  # in one choice; conditions leave at most OPTIONS_SHOWN of them visible at a time
CONDITION_TEXT = 300  # a longer one is better split over two guards
CONDITION_DEPTH = 20  # parentheses and nots within each other: more is a hostile file, not a thought
STATE_NAMES = 100  # the richest script of the shelf has 28; every place that is explored keeps a copy of the state
STATE_NUMBER = 1_000_000  # far more than anybody counts, and every database stores it
NUMBER_DIGITS = 9  # more than any number of the state has, and far from where Python stops reading numbers

# The engine and the exploration of a script.
STEPS = 5_000  # beats played between two choices before a loop is called endless
FRAMES = 500  # guards, replies and visits within each other while playing; a script of that depth comes of a loop
STATES = 20_000  # distinct states explored before exploration turns to random walks
BEATS = 1_000_000  # beats played while exploring: keeps a hostile script to some seconds
WALKS = 400  # random walks when the states are too many
WALK_CHOICES = 200  # choices on one walk before it counts as endless
