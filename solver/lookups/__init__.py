"""Questions put to the facts that rules and goals share: selectors, entitlements, apportionment, claim scores."""
