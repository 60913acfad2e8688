"""How a batch is carried out: inputs cut into pieces, judged in one or several processes, written and remembered."""
