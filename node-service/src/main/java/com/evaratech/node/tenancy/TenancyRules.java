package com.evaratech.node.tenancy;

import com.evaratech.node.RequestFields;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;

/** What a distributor, a community, a customer must look like. */
final class TenancyRules {
    private static final int NAME_LENGTH = 200;
    private static final int MAX_NODES = 1_000_000;
    private static final Pattern SLUG = Pattern.compile("(?=.{2,63}$)[a-z0-9]+(-[a-z0-9]+)*");
    private static final String SLUG_FORM =
            "2 to 63 of a-z and 0-9, in words joined by single hyphens";

    private TenancyRules() {}

    static Distributor accept(AddDistributor wish, UUID id, Instant now) {
        var fields = new RequestFields();
        var name = fields.text("name", wish.name(), NAME_LENGTH);
        var slug = fields.form("slug", wish.slug(), SLUG, SLUG_FORM);
        fields.refuseIfAnyIsWrong();
        return new Distributor(id, name, slug, now);
    }

    static Community accept(AddCommunity wish, UUID id, Instant now) {
        var fields = new RequestFields();
        var distributorId = fields.id("distributor_id", wish.distributorId());
        var name = fields.text("name", wish.name(), NAME_LENGTH);
        var slug = fields.form("slug", wish.slug(), SLUG, SLUG_FORM);
        var region = fields.text("region", wish.region(), NAME_LENGTH);
        var city = fields.text("city", wish.city(), NAME_LENGTH);
        fields.refuseIfAnyIsWrong();
        return new Community(id, distributorId, name, slug, region, city, now, 1);
    }

    static Customer accept(AddCustomer wish, UUID id, Instant now) {
        var fields = new RequestFields();
        var communityId = fields.id("community_id", wish.communityId());
        var name = fields.text("name", wish.name(), NAME_LENGTH);
        var maxNodes = fields.integer("max_nodes", wish.maxNodes(), 0, MAX_NODES);
        fields.refuseIfAnyIsWrong();
        return new Customer(id, communityId, name, maxNodes, now);
    }
}
