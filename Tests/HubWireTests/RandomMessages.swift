import HubTestKit
import HubTestMessages
import HubWire

/// Messages of every feature, decided by a seed.
struct RandomMessages {
    private var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    /// The next message.
    mutating func next(depth: Int = 0) -> Everything {
        var message = Everything()
        scalars(&message)
        arrays(&message)
        maps(&message, depth)
        message.choice = choice(depth)
        if depth < 3, coin() { message.itself = next(depth: depth + 1) }
        if coin() { message.plainInner = inner(depth) }
        if coin() { message.repeatedInner = (0..<number(0...3)).map { _ in inner(depth) } }
        if coin() { message.time = time() }
        if coin() { message.times = (0..<number(0...3)).map { _ in time() } }
        if coin() { message.wrappedInt64 = Int64Value(value: integer()) }
        if coin() { message.wrappedString = StringValue(value: text()) }
        if coin() { message.duration = DurationMessage(seconds: 5, nanos: 1_000) }
        return message
    }

    private mutating func coin() -> Bool { Bool.random(using: &generator) }

    private mutating func number(_ range: ClosedRange<Int>) -> Int {
        Int.random(in: range, using: &generator)
    }

    private mutating func integer<Value: FixedWidthInteger>() -> Value {
        switch number(0...3) {
        case 0: Value.min
        case 1: Value.max
        case 2: 1
        default: Value.random(in: Value.min...Value.max, using: &generator)
        }
    }

    private mutating func double() -> Double {
        switch number(0...4) {
        case 0: -0.0
        case 1: .infinity
        case 2: .leastNonzeroMagnitude
        case 3: .greatestFiniteMagnitude
        default: Double.random(in: -1e9...1e9, using: &generator)
        }
    }

    private mutating func text() -> String {
        let texts = ["", "a", "Zürich €", "\u{1F600}", "e\u{301}", "\u{0}\n\"\\\u{7F}"]
        return texts[number(0...texts.count - 1)] + String(repeating: "x", count: number(0...20))
    }

    private mutating func time() -> Timestamp {
        Timestamp(
            seconds: Int64.random(in: -62_135_596_800...253_402_300_799, using: &generator),
            nanos: Int32(number(0...999_999_999))
        )
    }

    private mutating func inner(_ depth: Int) -> Everything.Inner {
        var inner = Everything.Inner(number: integer())
        if depth < 3, number(0...3) == 0 { inner.outer = next(depth: depth + 1) }
        return inner
    }

    private mutating func scalars(_ message: inout Everything) {
        if coin() { message.plainInt32 = integer() }
        if coin() { message.plainUint64 = integer() }
        if coin() { message.plainSint64 = integer() }
        if coin() { message.plainFixed32 = integer() }
        if coin() { message.plainSfixed64 = integer() }
        if coin() { message.plainDouble = double() }
        if coin() { message.plainFloat = Float(double()) }
        if coin() { message.plainBool = coin() }
        if coin() { message.plainString = text() }
        if coin() { message.plainBytes = generator.bytes(number(0...20)) }
        if coin() { message.optionalInt32 = integer() }
        if coin() { message.optionalString = text() }
        if coin() { message.optionalBool = coin() }
        if coin() { message.plainColour = Colour(rawValue: integer()) }
        if coin() { message.person = text() }
        if coin() { message.largest = integer() }
    }

    private mutating func arrays(_ message: inout Everything) {
        if coin() { message.repeatedInt32 = (0..<number(0...30)).map { _ in integer() } }
        if coin() { message.repeatedSint32 = (0..<number(0...3)).map { _ in integer() } }
        if coin() { message.repeatedDouble = (0..<number(0...3)).map { _ in double() } }
        if coin() { message.repeatedString = (0..<number(0...3)).map { _ in text() } }
        if coin() { message.unpackedUint32 = (0..<number(0...3)).map { _ in integer() } }
        if coin() { message.repeatedColour = [.red, .negative, Colour(rawValue: integer())] }
        if coin() { message.unpackedNested = [.one, .zero] }
    }

    private mutating func maps(_ message: inout Everything, _ depth: Int) {
        for _ in 0..<number(0...3) {
            message.mapInt32[integer()] = integer()
            message.mapSint64[integer()] = integer()
            message.mapBool[coin()] = coin()
            message.mapString[text()] = text()
            message.mapStringTime[text()] = time()
            message.mapStringInner[text()] = inner(depth)
        }
    }

    private mutating func choice(_ depth: Int) -> Everything.Choice? {
        switch number(0...6) {
        case 0: .choiceInt32(integer())
        case 1: .choiceString(text())
        case 2: .choiceColour(.default)
        case 3: .choiceInner(inner(depth))
        case 4: .choiceBytes(generator.bytes(3))
        case 5 where depth < 3: .choiceEverything(next(depth: depth + 1))
        default: nil
        }
    }
}
