-- Plain totals of a month that is not over: visits, distinct visitors, answers, ratings. Nothing is split.
-- Values: three times the first day of the month and the first day after it.
SELECT visits, visitors, answers, ratings
FROM (
  SELECT count(*) AS visits, count(DISTINCT visitor) AS visitors FROM visit
  WHERE day >= ? AND day < ? AND is_test = 0
) AS seen
CROSS JOIN (
  SELECT count(*) AS answers FROM answer WHERE day >= ? AND day < ? AND is_test = 0 AND outcome = 'answered'
) AS told
CROSS JOIN (
  SELECT count(*) AS ratings FROM rating WHERE day >= ? AND day < ? AND is_test = 0
) AS said
