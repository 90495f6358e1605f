-- Plain totals of a month that is not over: visits, distinct visitors, ratings. Nothing is split, and all is shown
-- rounded down to tens: a month's exact totals could give back what is hidden of it later.
-- Values: twice the first day of the month and the first day after it.
SELECT visits, visitors, ratings
FROM (
  SELECT count(*) AS visits, count(DISTINCT visitor) AS visitors FROM visit
  WHERE day >= ? AND day < ? AND is_test = 0
) AS seen
CROSS JOIN (
  SELECT count(*) AS ratings FROM rating WHERE day >= ? AND day < ? AND is_test = 0
) AS said
