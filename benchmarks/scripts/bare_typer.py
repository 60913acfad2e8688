"""The least a typer program can be: two commands that print a word. What `report` is held against."""

import typer

app = typer.Typer()


@app.command()
def hello(name: str) -> None:
    """Greet somebody."""
    print(f"hello {name}")


@app.command()
def goodbye(name: str) -> None:
    """Take leave of somebody."""
    print(f"goodbye {name}")


app()
