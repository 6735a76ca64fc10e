"""docs/backtests.md: what the backtests found, the limits beside the figures, written by the command itself."""

from __future__ import annotations

from solver.backtest.answer import Backtests
from solver.backtest.fit import fits_of
from solver.backtest.sharing import CLAIMS
from solver.report.backtested import DETAILED, fit_blocks, limits_block, pact_blocks, summary_blocks
from solver.report.blocks import as_markdown

_HEAD = """# Backtests

<!-- Written by `{command}`; do not edit. -->

Every pact below is predicted from earlier elections alone; nothing later is read but to score what was predicted.
How it is done, and what it cannot know:

- **The model** is that of the section `odds:` with its documented defaults. It is told nothing of any particular
  party but who stood as allies before (the partners of an earlier pact in the tables; of this pact's partners,
  those that kept out of each other's way). The last election shows how strong parties are. No swing is assumed.
- **Uniform swing, own votes**: each party has what it had last time, moved by the same swing everywhere, and no
  partner's votes are counted. Before the vote nobody knows the swing, so it is 0.
- **Add the votes up**: what the partners had last time, together. With *absences filled*, a partner that did not
  stand last time counts with its last contest in the seat.
- **Odds**, for all of them alike: Phi(margin / sigma), with one sigma learnt from how margins changed between the
  elections before. *Brier of calls* takes each way's calls as certain instead. *Told the swing*, each way is given
  one number of the outcome, the mean by which its margins were off, and keeps only each seat's own error.
- **Brier** is the mean of (odds - outcome)^2, **log loss** the mean of -ln(odds of what happened): less is better;
  odds of 1/2 everywhere give 0.250 and 0.693.
- **Seats as signed**: the engine divides the seats so that each partner gets just its signed total, by a goal;
  *leader* and *winner-runner-up* are rules that anyone can apply, and need not meet the totals. The goal that
  speaks for the engine is `{claims}`.
- The goal and its weights were settled when these figures were known, which flatters it. The line *By goal* has the
  others beside it, and the line after it what a choice made on the other pacts alone would give.
- The defaults of the model were written down by people who knew how these elections went. They are not fitted to them,
  but not blind either; *What else was tried* shows how much hangs on them.
- Seats move together, so a pact is one observation of the state's mood and not as many as it has seats. Two pacts
  prove little.

"""


_ASSEMBLY = """
- **Assembly votes** are added up by Lok Sabha seat, a partner that left segments out being estimated there. For the
  model the last assembly election since the last Lok Sabha election counts as much as that one (settled before the
  figures were seen); the simple ways have it in ways of their own. How wrong margins are is learnt from Lok Sabha
  elections alone; claims take assembly votes only where a partner sat a Lok Sabha election out.

"""


def backtest_page(found: Backtests, command: str, note: str = "") -> str:
    """The whole page, with what `fit` estimates; with many pacts the summary alone.

    Args:
        found: what the backtests found.
        command: that writes the page.
        note: a paragraph that says where the tables come from.
    """
    detailed = [block for one in found.pacts for block in pact_blocks(one)] if len(found.pacts) <= DETAILED else []
    blocks = [*summary_blocks(found, level=2), *detailed]
    fits = fits_of(one.pact for one in found.pacts) if detailed else []
    if fits:
        blocks += [block for one in fits for block in fit_blocks(one, level=2)]
        blocks.append(limits_block(level=2))
    head = _HEAD.format(command=command, claims=CLAIMS)
    if any(one.pact.assembly_years for one in found.pacts):
        head = head.rstrip("\n") + _ASSEMBLY
    return head + (f"{note}\n\n" if note else "") + as_markdown(blocks)
