-- Answers: each part of a service that was told (its fee, its papers …), or all of it at once.
-- Values: the first day of the period, the first day after it.
SELECT place, service, aspect, channel, locale, count(*) AS answers
FROM answer
WHERE day >= ? AND day < ? AND is_test = 0 AND outcome = 'answered'
GROUP BY place, service, aspect, channel, locale
