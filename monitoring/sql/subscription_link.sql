-- The subscription that a link in a mail leads to.
select subscription_id from subscription_links where link = $link;
