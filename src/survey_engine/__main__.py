"""`python -m survey_engine`: the command line."""

from survey_engine.cli import main

if __name__ == "__main__":
    main()
