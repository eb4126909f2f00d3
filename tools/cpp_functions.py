# SPDX-License-Identifier: Apache-2.0
"""Finds the functions of a C++ text and their lengths, well enough to measure them: by braces, not by a grammar."""
import re

# Comments, raw strings, strings, characters (not the ' of 1'000) and preprocessor lines: none of their braces counts.
NOT_CODE = re.compile(
    r"""//[^\n]*|/\*.*?\*/|R"(?P<mark>[^(\s]*)\(.*?\)(?P=mark)"|"(?:\\.|[^"\\\n])*"|(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+'|^[ \t]*\#(?:\\\n|[^\n])*""",
    re.DOTALL | re.MULTILINE)
SCOPE = re.compile(r"(inline |typedef |export )*(namespace|class|struct|union|enum|extern)\b")
REQUIREMENT = re.compile(r"\brequires\s*(\([^()]*\))?\s*$")
INITIALISER = re.compile(r"\)\s*(noexcept\s*)?:(?!:).*[\w>]\s*$", re.DOTALL)  # X(...) : member_ { ... }


def blank(found):
    return re.sub(r"[^\n]", " ", found[0])


def without_template(header):
    """The header after its `template <...>`, whose `class` would be mistaken for one."""
    header = header.strip()
    while header.startswith("template"):
        depth = 0
        for index, character in enumerate(header):
            depth += {"<": 1, ">": -1}.get(character, 0)
            if character == ">" and depth == 0:
                break
        else:
            return header
        header = header[index + 1 :].strip()
    return header


def kind_of(header, parentheses):
    """What a `{` after this header opens, at the level of a namespace or class."""
    if parentheses > 0 or INITIALISER.search(header) or REQUIREMENT.search(header):
        return "part"  # braces inside the header: it goes on after them
    if SCOPE.match(without_template(header)):
        return "scope"
    return "function" if "(" in header else "value"


def functions(text):
    """(first line, number of lines) of each function, nested lambdas and local classes being part of theirs."""
    code = NOT_CODE.sub(blank, text)
    stack, start, parentheses, first_line = [], 0, 0, 0
    for found in re.finditer(r"[{}();]", code):
        sign, at = found[0], found.start()
        inside = bool(stack) and stack[-1][0] != "scope"
        if sign == "{":
            kind = "inner" if inside else kind_of(code[start:at], parentheses)
            first_line = code.count("\n", 0, start + len(code[start:at]) - len(code[start:at].lstrip())) + 1
            stack.append((kind, first_line))
            start = start if inside or kind == "part" else at + 1
        elif sign == "}" and stack:
            kind, first_line = stack.pop()
            if kind == "function":
                yield first_line, code.count("\n", 0, at) + 2 - first_line
            if kind in ("function", "scope", "value"):
                start, parentheses = at + 1, 0
        elif not inside:
            parentheses += {"(": 1, ")": -1}.get(sign, 0)
            start = at + 1 if sign == ";" and parentheses <= 0 else start
