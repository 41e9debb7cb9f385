"""`python -m netlead_md` is `netlead`."""

from netlead_md.cli.main import main

if __name__ == "__main__":
    main()
