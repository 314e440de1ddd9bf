"""What the commands have in common: the language they speak, their help, and what they say of wrong use."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module, metadata
from typing import Any, TypeVar

import click

from survey_engine.cli.output import say
from survey_engine.diagnostics import LANGUAGES, spoken
from survey_engine.spelling import nearest

ENVIRONMENT = "SURVEY_ENGINE_LANGUAGE"
Decorated = TypeVar("Decorated", bound=Callable[..., Any])

_WORDS: dict[str, dict[str, str]] = {
    "sv": {
        "no-option": "okänt tillval {name}",
        "no-command": "okänt kommando {name}",
        "near": " – menade du {near}?",
        "missing.files": "ange minst en formulärfil",
        "missing.form": "ange en formulärfil",
        "missing.path": "ange en sökväg efter filen, som orsak eller kostnader.loner",
        "missing.answers": "ange minst en fil med svar",
        "choice": "{name} kan vara {choices}",
        "or": " eller ",
        "option": "{name} används fel: det saknar ett värde eller har ett som det inte tar",
        "other": "för många argument",
        "help": "Hjälp: {command} --help",
    },
    "en": {
        "no-option": "unknown option {name}",
        "no-command": "unknown command {name}",
        "near": " – did you mean {near}?",
        "missing.files": "name at least one form file",
        "missing.form": "name a form file",
        "missing.path": "name a path after the file, like reason or costs.salaries",
        "missing.answers": "name at least one file of answers",
        "choice": "{name} can be {choices}",
        "or": " or ",
        "option": "{name} is used wrongly: it lacks a value or has one that it does not take",
        "other": "too many arguments",
        "help": "Help: {command} --help",
    },
}


class Command(click.Command):
    """A command whose help is a text of ours, in the language that was asked for."""

    help_texts: Mapping[str, str]

    def get_help(self, ctx: click.Context) -> str:
        return self.help_texts[ctx.obj].strip("\n")


class Commands(click.Group):
    """The commands by name, each loaded when it is asked for."""

    def __init__(self, name: str, modules: Mapping[str, str], help_texts: Mapping[str, str]) -> None:
        super().__init__(name, no_args_is_help=True)
        self.modules = modules
        self.help_texts = help_texts
        self.params += [language_option(), version_option()]

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's signature
        return list(self.modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 -- the same
        if cmd_name not in self.modules:
            return None
        command: click.Command = import_module(self.modules[cmd_name]).command
        return command

    def get_help(self, ctx: click.Context) -> str:
        return self.help_texts[ctx.obj].strip("\n")


def command(name: str, help_texts: Mapping[str, str]) -> Callable[[Callable[..., int]], Command]:
    """Makes a command of a function that gives the exit code, with the options that every command has."""

    def decorate(function: Callable[..., int]) -> Command:
        made = click.command(name, cls=Command)(function)
        made.help_texts = help_texts
        made.params += [language_option(), version_option()]
        return made

    return decorate


def language_option() -> click.Option:
    """`--language`; it only refuses what is no language, for `asked_language` has read it before."""
    return click.Option(["--language"], type=click.Choice(LANGUAGES), expose_value=False)


def version_option() -> click.Option:
    return click.Option(["--version"], is_flag=True, is_eager=True, expose_value=False, callback=_version)


def format_option(function: Decorated) -> Decorated:
    """`--format text|json`, given to the function as `output`."""
    return click.option("--format", "output", type=click.Choice(["text", "json"]), default="text")(function)


def _version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        say(f"survey-engine {metadata.version('survey-engine')}")
        ctx.exit()


def asked_language(arguments: Sequence[str]) -> str:
    """The language to speak, known before the arguments are understood: `--language`, the environment, or Swedish."""
    asked = os.environ.get(ENVIRONMENT) or "sv"
    for before, argument in zip(["", *arguments], arguments, strict=False):
        if argument == "--":
            break
        if before == "--language":
            asked = argument
        elif argument.startswith("--language="):
            asked = argument.removeprefix("--language=")
    return spoken(asked)


def wrong_use(error: click.UsageError, language: str) -> str:
    """What was wrong with the arguments, and where to read how it should be."""
    path = error.ctx.command_path if error.ctx else "survey-engine"
    return _wrong(error, _WORDS[language]) + "\n" + _WORDS[language]["help"].format(command=path)


def _wrong(error: click.UsageError, words: Mapping[str, str]) -> str:
    match error:
        case click.NoSuchOption(option_name=name):
            return words["no-option"].format(name=name) + _near(name, error.possibilities or (), words)
        case click.NoSuchCommand(command_name=name, ctx=click.Context(command=Commands() as commands)):
            return words["no-command"].format(name=name) + _near(name, commands.modules, words)
        case click.MissingParameter() if error.param is not None and f"missing.{error.param.name}" in words:
            return words[f"missing.{error.param.name}"]
        case click.BadOptionUsage():
            return words["option"].format(name=error.option_name)
        case click.BadParameter() if error.param is not None and isinstance(error.param.type, click.Choice):
            choices = words["or"].join(map(str, error.param.type.choices))
            return words["choice"].format(name=error.param.opts[0], choices=choices)
        case _:
            return words["other"]


def _near(name: str, possibilities: Iterable[str], words: Mapping[str, str]) -> str:
    near = nearest(name, possibilities)
    return words["near"].format(near=near) if near else ""
