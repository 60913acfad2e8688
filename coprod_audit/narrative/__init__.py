"""The words of an audit: plain sentences made from an assessment, before any format is chosen.

`voice` fills and speaks the questionnaire's own sentences, `standing` says where the project stands and against
which claim, `changes` what it rests on and what would be otherwise, `missing` what alone keeps it from a rung, `company`
who answered and who does the work, `frameworks` what a lens comes to.
Every sentence is plain text; whoever prints it escapes it.
"""
