package com.evaratech.node.tenancy;

import com.evaratech.common.problem.RequestFields;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a distributor, a community, a customer must look like. */
final class TenancyRules {
    private static final int NAME_LENGTH = 200;
    private static final int PLAN_LENGTH = 64;
    private static final int MAX_NODES = 1_000_000;
    private static final int MOST_DAYS = 36_500;
    private static final String STANDARD_PLAN = "standard";
    private static final Pattern SLUG = Pattern.compile("(?=.{2,63}$)[a-z0-9]+(-[a-z0-9]+)*");
    private static final String SLUG_FORM =
            "2 to 63 of a-z and 0-9, in words joined by single hyphens";

    private TenancyRules() {}

    static Distributor accept(SetDistributor wish, UUID id, Instant now) {
        return change(new Distributor(id, "", "", now, 0), wish);
    }

    /** The next version of a distributor. */
    static Distributor change(Distributor before, SetDistributor wish) {
        var fields = new RequestFields();
        var name = fields.text("name", wish.name(), NAME_LENGTH);
        var slug = fields.form("slug", wish.slug(), SLUG, SLUG_FORM);
        fields.refuseIfAnyIsWrong();
        return new Distributor(before.id(), name, slug, before.createdAt(), before.version() + 1);
    }

    static Community accept(AddCommunity wish, UUID id, Instant now) {
        var fields = new RequestFields();
        var distributorId = fields.id("distributor_id", wish.distributorId());
        var before = new Community(id, distributorId, "", "", "", "", now, 0);
        var form = new ChangeCommunity(wish.name(), wish.slug(), wish.region(), wish.city());
        return change(before, form, fields);
    }

    /** The next version of a community. */
    static Community change(Community before, ChangeCommunity wish) {
        return change(before, wish, new RequestFields());
    }

    private static Community change(Community before, ChangeCommunity wish, RequestFields fields) {
        var name = fields.text("name", wish.name(), NAME_LENGTH);
        var slug = fields.form("slug", wish.slug(), SLUG, SLUG_FORM);
        var region = fields.text("region", wish.region(), NAME_LENGTH);
        var city = fields.text("city", wish.city(), NAME_LENGTH);
        fields.refuseIfAnyIsWrong();
        return new Community(
                before.id(),
                before.distributorId(),
                name,
                slug,
                region,
                city,
                before.createdAt(),
                before.version() + 1);
    }

    static Customer accept(AddCustomer wish, UUID id, Instant now) {
        var fields = new RequestFields();
        var communityId = fields.id("community_id", wish.communityId());
        var before = new Customer(id, communityId, "", STANDARD_PLAN, 0, null, now, 0);
        var plan = wish.plan() == null ? STANDARD_PLAN : wish.plan();
        var form =
                new ChangeCustomer(wish.name(), plan, wish.maxNodes(), wish.visibleHistoryDays());
        return change(before, form, fields);
    }

    /** The next version of a customer. */
    static Customer change(Customer before, ChangeCustomer wish) {
        return change(before, wish, new RequestFields());
    }

    private static Customer change(Customer before, ChangeCustomer wish, RequestFields fields) {
        var name = fields.text("name", wish.name(), NAME_LENGTH);
        var plan = fields.text("plan", wish.plan(), PLAN_LENGTH);
        var maxNodes = fields.integer("max_nodes", wish.maxNodes(), 0, MAX_NODES);
        var days = days(wish.visibleHistoryDays(), fields);
        fields.refuseIfAnyIsWrong();
        return new Customer(
                before.id(),
                before.communityId(),
                name,
                plan,
                maxNodes,
                days,
                before.createdAt(),
                before.version() + 1);
    }

    private static @Nullable Integer days(@Nullable Integer wish, RequestFields fields) {
        return wish == null ? null : fields.integer("visible_history_days", wish, 1, MOST_DAYS);
    }
}
