"""Read and judge every answers file of a folder through the public calls, and count the rungs they come out on."""

import os
import sys
from collections import Counter

import coprod_audit

folder = sys.argv[1]
questionnaire = coprod_audit.read_questionnaire()
counts: Counter[tuple[str, str]] = Counter()
for name in sorted(os.listdir(folder)):
    assessment = coprod_audit.assess(
        questionnaire, coprod_audit.read_answers(os.path.join(folder, name), questionnaire)
    )
    counts[assessment.standing.lowest, assessment.standing.highest] += 1
for (lowest, highest), count in sorted(counts.items()):
    print(count, lowest, highest)
