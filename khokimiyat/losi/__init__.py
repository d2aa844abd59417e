"""LOSI: catalogues of indicators, assessments against them, public results and the road map."""
