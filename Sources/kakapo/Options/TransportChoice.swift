import ArgumentParser

/// What carries the calls.
enum TransportChoice: String, ExpressibleByArgument, CaseIterable {
  case urlSession = "urlsession"
  case asyncHTTPClient = "async-http-client"

  /// Whether this command was built with it.
  var isBuiltIn: Bool {
    switch self {
    case .urlSession: return true
    case .asyncHTTPClient:
      #if AsyncHTTPClient
      return true
      #else
      return false
      #endif
    }
  }
}
