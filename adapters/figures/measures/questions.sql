-- Questions: each one that was answered, asked back about, or not understood. Two in one message are two.
-- Values: the first day of the period, the first day after it.
SELECT outcome, channel, count(*) AS questions
FROM answer
WHERE day >= ? AND day < ? AND is_test = 0
GROUP BY outcome, channel
