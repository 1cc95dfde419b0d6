/// Why a document was refused.
///
/// It quotes nothing of the document, which may hold a secret.
package struct XMLReadingError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kinds of refusal.
  package enum Code: String, Sendable, Hashable, CaseIterable {
    /// Not well-formed XML, or bytes that are not of its encoding.
    case malformed
    /// A document type declaration; none is ever read.
    case doctype
    /// More open elements than the limit.
    case tooDeep
    /// More attributes on one tag, or namespace declarations in scope, than the limit.
    case tooManyAttributes
    /// An element or attribute with a prefix that is not declared.
    case undeclaredPrefix
    /// More bytes or nodes than the limit, one tag or comment of more than 256 KiB, or one CDATA section of more than
    /// 10 MB.
    case tooLarge
    /// An encoding that is not read here.
    case unsupportedEncoding
    /// Nothing, or nothing but white space.
    case empty
    /// No memory for the document.
    case outOfMemory
  }

  /// The kind of refusal.
  package let code: Code

  /// The line, from 1, where it is known.
  package let line: Int?

  /// The column, from 1 and not exact, where it is known.
  package let column: Int?

  /// What is wrong, without the place.
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
