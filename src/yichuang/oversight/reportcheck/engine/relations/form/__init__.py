"""The form of the yearly report on disclosure (国办公开办函〔2021〕30号; RULEBOOK 7)."""
