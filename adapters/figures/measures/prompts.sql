-- Prompts: how often it was asked whether a service was used. Prompted: the ratings that followed such a question; no
-- more than were asked, for a question at the end of a period may be answered in the next one.
-- Values: the first day of the period, the first day after it.
SELECT prompts, CASE WHEN prompted > prompts THEN prompts ELSE prompted END AS prompted
FROM (
  SELECT CAST(COALESCE(sum(asked), 0) AS BIGINT) AS prompts, CAST(COALESCE(sum(answered), 0) AS BIGINT) AS prompted
  FROM (
    SELECT day, 1 AS asked, 0 AS answered FROM occurrence WHERE kind = 'prompt' AND is_test = 0
    UNION ALL
    SELECT day, 0 AS asked, 1 AS answered FROM rating WHERE prompted = 1 AND is_test = 0
  ) AS happened
  WHERE day >= ? AND day < ?
) AS counted
