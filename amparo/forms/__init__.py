"""Forms: XLSForm in; questions, expressions and answers out. Pure."""
