"""E-mail messages as bytes: read, made safe to look at, and written. Pure: no I/O, no clock, no chance.

parsing       bytes -> ParsedMail; never raises, whatever the bytes are
  headers       addresses, Message-IDs, dates, encoded words, parameters
  structure     bytes -> a tree of parts, within limits
  skeleton      what of a large message a parser has to see
  transfer      base64 and its like, taken off in pieces
  bodies        the tree -> text, HTML, attachments
  charsets      bytes of a part -> text
  html_text     HTML -> text that reads well
  kinds         written by a person, or an auto-reply, a bounce, a list, a loop
  bounces       which mail came back, and why
  quoting       where the quoted part of a text begins
sanitising    HTML -> HTML that does nothing but show
composing     Outgoing -> bytes
  writing       header lines, with no way to break out of one
  quotation     what is quoted below an answer, and how it is introduced
reply_address a Reply-To that names its interaction and cannot be forged
source        where bytes are that may be many
safe_names    names that files may be saved under
"""
