import CHTTPEngine
import HTTPTransport

/// The exchanges of an engine, on its thread.
struct EngineLoop {
  private struct Entry {
    let exchange: Exchange
    var isStarted: Bool
  }

  /// The connections to one origin: each exchange under way has one, the others wait in order.
  private struct Line {
    var underWay = 0
    var waiting: [Exchange] = []
    /// The place of the first one in `waiting`.
    var first = 0
  }

  private let engine: OpaquePointer
  private let maximumConnectionsPerHost: Int
  /// All exchanges that have not ended, by their transfers.
  private var entries: [OpaquePointer: Entry] = [:]
  private var lines: [String: Line] = [:]
  /// The transfers that libcurl refused to start.
  private var unstartable: [OpaquePointer] = []
  /// No deadline is earlier; that exchange may have ended.
  private var nextDeadline: ContinuousClock.Instant?

  init(_ engine: OpaquePointer, maximumConnectionsPerHost: Int) {
    self.engine = engine
    self.maximumConnectionsPerHost = maximumConnectionsPerHost
  }

  var isEmpty: Bool { entries.isEmpty }

  /// Takes in exchanges, and moves all on as far as possible without waiting.
  mutating func turn(arrived: [Exchange], cancelled: [Exchange]) {
    for exchange in arrived { admit(exchange) }
    for exchange in cancelled { stop(exchange, .cancelled) }
    if !entries.isEmpty { chttp_engine_perform(engine) }
    while let pointer = unstartable.popLast() ?? chttp_engine_next_ended(engine) { finish(pointer) }
    expire()
  }

  /// How many milliseconds the thread may wait for something to happen.
  func timeUntilNextEvent() -> Int32 {
    let idle = chttp_engine_close_idle(engine)
    var timeout = idle < 0 ? Int64(Int32.max) : idle
    if let nextDeadline {
      // Rounded up, so that the deadline has passed afterwards.
      let nanoseconds = (nextDeadline - .now).boundedNanoseconds
      timeout = min(timeout, (nanoseconds + 999_999) / 1_000_000)
    }
    return Int32(clamping: timeout)
  }

  // MARK: -

  private mutating func admit(_ exchange: Exchange) {
    guard !exchange.isCancelled else { return exchange.end(.cancelled) }
    guard exchange.deadline > .now else { return exchange.end(.timedOut) }
    nextDeadline = min(nextDeadline ?? exchange.deadline, exchange.deadline)
    entries[exchange.transfer.pointer] = Entry(exchange: exchange, isStarted: false)
    if lines[exchange.origin, default: Line()].underWay < maximumConnectionsPerHost {
      start(exchange)
    } else {
      lines[exchange.origin, default: Line()].waiting.append(exchange)
    }
  }

  private mutating func start(_ exchange: Exchange) {
    let pointer = exchange.transfer.pointer
    entries[pointer]?.isStarted = true
    lines[exchange.origin, default: Line()].underWay += 1
    // One that can't be started has ended; the next ones get their turn with the others that have.
    if !chttp_engine_start(engine, pointer) { unstartable.append(pointer) }
  }

  /// Ends an exchange that libcurl has ended.
  private mutating func finish(_ pointer: OpaquePointer) {
    guard let entry = entries.removeValue(forKey: pointer) else { return }
    entry.exchange.end(.done)
    freeConnection(to: entry.exchange.origin)
  }

  /// Ends an exchange early, unless it has ended.
  private mutating func stop(_ exchange: Exchange, _ ending: Exchange.Ending) {
    let pointer = exchange.transfer.pointer
    // The transfer of an exchange that has ended may belong to another one by now.
    guard let entry = entries[pointer], entry.exchange === exchange else { return }
    entries[pointer] = nil
    if entry.isStarted { chttp_engine_stop(engine, pointer) }
    exchange.end(ending)
    if entry.isStarted { freeConnection(to: exchange.origin) }
  }

  private mutating func freeConnection(to origin: String) {
    // Taken out, so that changing it doesn't copy it.
    guard var line = lines.removeValue(forKey: origin) else { return }
    line.underWay -= 1
    var next: Exchange?
    while next == nil, line.first < line.waiting.count {
      let candidate = line.waiting[line.first]
      line.first += 1
      if !candidate.hasEnded { next = candidate }
    }
    if line.first * 2 > line.waiting.count {
      line.waiting.removeFirst(line.first)
      line.first = 0
    }
    lines[origin] = line.underWay == 0 && line.waiting.isEmpty && next == nil ? nil : line
    if let next { start(next) }
  }

  /// Ends the exchanges whose deadline has passed.
  private mutating func expire() {
    guard let nextDeadline else { return }
    let now = ContinuousClock.now
    guard nextDeadline <= now else { return }
    for entry in entries.values where entry.exchange.deadline <= now { stop(entry.exchange, .timedOut) }
    self.nextDeadline = entries.values.lazy.map(\.exchange.deadline).min()
  }
}
