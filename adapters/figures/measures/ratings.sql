-- Ratings: what visitors say of an office; of one visitor, office and day the last one alone is kept.
-- Values: the first day of the period, the first day after it.
SELECT place, office, service, liking, reasons, gender, channel, locale, count(*) AS ratings
FROM rating
WHERE day >= ? AND day < ? AND is_test = 0
GROUP BY place, office, service, liking, reasons, gender, channel, locale
