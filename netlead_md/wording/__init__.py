"""The sentences that rules, reports, commands and the language server share: figures and facts in, English out."""
