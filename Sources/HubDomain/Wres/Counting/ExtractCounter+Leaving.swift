import HubText

// Who goes on in the organisation, and so is no leaver: posts of all services of the extract tell.
extension ExtractCounter {
    /// A post of somebody in a service that is not counted.
    struct Elsewhere {
        let row: CSVRow
        let started: Day?
        let left: Day?
    }

    /// Remembers a post in a service that is not counted, for whoever goes on there.
    mutating func rememberElsewhere(
        _ row: CSVRow,
        _ person: String,
        _ started: String?,
        _ left: String?
    ) {
        guard !person.isEmpty else { return }
        do throws(DomainError) {
            let post = Elsewhere(
                row: row,
                started: try cells.day(started),
                left: try cells.day(left)
            )
            elsewhere[person, default: []].append(post)
        } catch {
            // The row counts nowhere, so its days matter for a leaver alone.
            undated[person] = undated[person] ?? row.record.row
        }
    }

    /// Posts by person and service, in the order of their first rows; without a reference each row
    /// is somebody.
    mutating func together() -> [StaffPosts] {
        let ended = lastDays()
        followOn(ended)
        var order: [[String]] = []
        var groups: [[String]: [StaffPost]] = [:]
        for post in posts {
            let whose = post.person.isEmpty ? "\(post.row.record.row)" : post.person
            let key = [post.service.rawValue, post.person.isEmpty ? "row" : "person", whose]
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(post)
        }
        let goingOn = Dictionary(grouping: posts.filter { $0.goesOn && !$0.person.isEmpty }) {
            $0.person
        }
        return order.compactMap { groups[$0] }.map { own in
            let person = own[0].person
            var together = StaffPosts(own)
            let inOther = goingOn[person]?.contains { $0.service != own[0].service } ?? false
            together.isElsewhere = inOther || goesOnElsewhere(person, ended)
            return together
        }
    }

    /// Marks the posts that follow on from one that ended in the twelve months.
    // Text keys: folded references, as people type them.
    private mutating func followOn(_ ended: [String: [Day]]) {
        for place in posts.indices where posts[place].isBeyond && !posts[place].goesOn {
            guard let started = posts[place].started else { continue }
            let days = ended[posts[place].person] ?? []
            posts[place].goesOn = days.contains { PostGap.isBridged(from: $0, to: started) }
        }
    }

    /// The last days of the posts that ended in the twelve months.
    // Text keys: folded references, as people type them.
    private func lastDays() -> [String: [Day]] {
        // Text keys: folded references, as people type them.
        var days: [String: [Day]] = [:]
        for post in posts where post.isEnded && !post.person.isEmpty {
            if let left = post.left { days[post.person, default: []].append(left) }
        }
        return days
    }

    /// Whether somebody holds a post beyond the twelve months in a service that is not counted.
    // Text keys: folded references, as people type them.
    private func goesOnElsewhere(_ person: String, _ ended: [String: [Day]]) -> Bool {
        guard let posts = elsewhere[person] else { return false }
        let days = ended[person] ?? []
        return posts.contains { post in
            if cells.goesOn(from: post.started, to: post.left) { return true }
            guard cells.isBeyond(post.started), let started = post.started else { return false }
            return days.contains { PostGap.isBridged(from: $0, to: started) }
        }
    }

    /// Names leavers whose days in another service nobody can read, so that they may have stayed.
    mutating func doubtLeaving(of group: StaffPosts) {
        let person = group.posts[0].person
        guard group.hasLeft, let row = undated[person] else { return }
        for post in group.posts where post.isEnded {
            let error = DomainError(
                .wresRowDay,
                path: "",
                found: post.reference,
                problem: "counts as a leaver, and has a post in another service in row \(row) "
                    + "whose days cannot be read",
                expected: "days in row \(row) such as 04/03/2024: who goes on there left nothing"
            )
            remark(error, at: .staffLeft, post.row)
        }
    }
}
