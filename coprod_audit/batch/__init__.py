"""What a batch puts into its tables: one line a response, one line an answer, and the dictionary of both.

Values in, text out: who reads the inputs and who writes the files stands at the edges.
"""
