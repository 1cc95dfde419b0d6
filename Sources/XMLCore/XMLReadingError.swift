/// Why a document was refused.
///
/// It doesn't quote the document, which may contain a secret.
package struct XMLReadingError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kinds of refusal.
  package enum Code: String, Sendable, Hashable, CaseIterable {
    /// Not well-formed XML, or bytes that aren't valid in its encoding.
    case malformed
    /// A document type declaration, which is never read.
    case doctype
    /// More open elements than the limit.
    case tooDeep
    /// More attributes on one tag, or namespace declarations in scope, than the limit.
    case tooManyAttributes
    /// An element or attribute with an undeclared prefix.
    case undeclaredPrefix
    /// The document is larger than a limit.
    ///
    /// It has more bytes or nodes than the limit, one tag or comment of more than 256 KiB, or one CDATA section of more
    /// than 10 MB.
    case tooLarge
    /// An unsupported encoding.
    case unsupportedEncoding
    /// Empty, or only white space.
    case empty
    /// Not enough memory for the document.
    case outOfMemory
  }

  /// The kind of refusal.
  package let code: Code

  /// The line, from 1, if known.
  package let line: Int?

  /// The approximate column, from 1, if known.
  package let column: Int?

  /// What is wrong, without the position.
  let reason: String

  init(_ code: Code, _ reason: String, line: Int? = nil, column: Int? = nil) {
    self.code = code
    self.reason = reason
    self.line = line
    self.column = column
  }

  /// What is wrong and where, for people.
  package var description: String {
    switch (line, column) {
    case (let line?, let column?): "\(reason) (line \(line), column \(column))"
    case (let line?, nil): "\(reason) (line \(line))"
    default: reason
    }
  }
}
