"""The tests. A package, because some libraries install a package of that name, which would be found first."""
