-- When both sides were told that a referral waits for an answer that was due; null: it is not due, or was answered before.
alter table partners_referral add column overdue_told_at timestamptz;
create index partners_referral_waiting on partners_referral (due_at) where accepted is null and overdue_told_at is null;
