"""The tables of dossiers, by what they keep; `models` names them all."""
