-- Every value of every table, so that a damaged block is noticed.
select max(hash(uploads)) from uploads
union all select max(hash(figures)) from figures
union all select max(hash(observations)) from observations
union all select max(hash(progress)) from progress
union all select max(hash(evaluations)) from evaluations
union all select max(hash(withdrawals)) from withdrawals
union all select max(hash(recipes)) from recipes
union all select max(hash(recipe_removals)) from recipe_removals
union all select max(hash(upload_recipes)) from upload_recipes
union all select max(hash(round_deadlines)) from round_deadlines
union all select max(hash(meetings)) from meetings
union all select max(hash(meetings_for_members)) from meetings_for_members
union all select max(hash(decisions)) from decisions
union all select max(hash(targets)) from targets
union all select max(hash(log)) from log
union all select max(hash(log_hashes)) from log_hashes
union all select max(hash(log_people)) from log_people
union all select max(hash(roles)) from roles
union all select max(hash(role_ends)) from role_ends
union all select max(hash(sessions)) from sessions
union all select max(hash(session_uses)) from session_uses
union all select max(hash(session_ends)) from session_ends
union all select max(hash(meeting_records)) from meeting_records
union all select max(hash(contacts)) from contacts
union all select max(hash(contact_ends)) from contact_ends
union all select max(hash(mails)) from mails
union all select max(hash(mail_outcomes)) from mail_outcomes;
