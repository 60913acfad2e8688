"""The rules of `check` as text, and as what formats say of them."""

from coprod_audit.catalogue import CATALOGUE
from coprod_audit.checked import RuleText
from coprod_audit.checks import SEVERITIES


def rule_texts() -> tuple[RuleText, ...]:
    """Every rule with its title, how grave it is, why it is there and what to do."""
    return tuple(
        RuleText(entry.code, entry.title, SEVERITIES[entry.code], entry.text)
        for entry in CATALOGUE
        if entry.code in SEVERITIES
    )


def rules() -> str:
    """The rules, a line each."""
    return "".join(f"{rule.code}  {rule.severity:<7}  {rule.title}\n" for rule in rule_texts())
